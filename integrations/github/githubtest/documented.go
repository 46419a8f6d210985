package githubtest

import (
	"net/http"
	"strings"
	"testing"

	"plotline/integrations/contract"
)

// Documented holds exchanges with a server to GitHub's official documents,
// where these are at hand; see [contract.REST].
func Documented(t testing.TB, server *Server) func(contract.Exchange) error {
	document := contract.REST(t, server.Document())
	schema := contract.GraphQL(t, "github-schema.graphql")
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
		x.Path = strings.Replace(path, "/repositories/1296269", "/repos/northwind/shop", 1)
		return document.Check(x)
	}
}

// inNoDocument says that the documents at hand leave a path out.
func inNoDocument(path string) bool { return strings.Contains(path, "/pulls") }
