package githubtest

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"plotline/integrations/contract"
)

// sinceDocument is what github.com has and its document at hand lacks: issue
// types, and which issue waits for which.
const sinceDocument = `
extend type Issue {
	issueType: IssueType
	blockedBy(after: String, before: String, first: Int, last: Int): IssueConnection!
}
extend type Mutation {
	addBlockedBy(input: AddBlockedByInput!): AddBlockedByPayload
	removeBlockedBy(input: RemoveBlockedByInput!): RemoveBlockedByPayload
}
extend input CreateIssueInput { issueTypeId: ID }
type IssueType { id: ID! name: String! }
input AddBlockedByInput { issueId: ID! blockingIssueId: ID! clientMutationId: String }
input RemoveBlockedByInput { issueId: ID! blockingIssueId: ID! clientMutationId: String }
type AddBlockedByPayload { issue: Issue blockingIssue: Issue clientMutationId: String }
type RemoveBlockedByPayload { issue: Issue blockingIssue: Issue clientMutationId: String }
`

// Documented holds exchanges with a server to GitHub's official documents,
// where these are at hand; see [contract.REST].
func Documented(t testing.TB, server *Server) func(contract.Exchange) error {
	document := contract.REST(t, server.Document())
	schema := contract.GraphQL(t, "github-schema.graphql", sinceDocument)
	return func(x contract.Exchange) error {
		if strings.HasSuffix(x.Path, "/graphql") {
			if x.Status != http.StatusOK || strings.Contains(string(x.Body), `"extensions"`) {
				return nil // refused by an older server, in its own words
			}
			return schema.Check(x.RequestBody, x.Body)
		}
		path, ok := strings.CutPrefix(x.Path, server.Prefix())
		if !ok || strings.HasPrefix(path, "/repositories/99/") || inNoDocument(path) || x.Status == http.StatusNotFound {
			return nil
		}
		x.Path = repositoryByID.ReplaceAllString(path, "/repos/northwind/shop")
		return document.Check(x)
	}
}

var repositoryByID = regexp.MustCompile(`^/repositories/[0-9]+`)

// inNoDocument says that the documents at hand leave a path out.
func inNoDocument(path string) bool { return strings.Contains(path, "/pulls") }
