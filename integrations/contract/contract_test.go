package contract_test

import (
	"net/http"
	"strings"
	"testing"

	"plotline/integrations/contract"
)

func exchange(t *testing.T, method, path, sent string, status int, body string) contract.Exchange {
	t.Helper()
	req, err := http.NewRequest(method, "http://127.0.0.1"+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	header := http.Header{"Content-Type": {"application/json"}}
	req.Header = header.Clone()
	return contract.Exchange{Request: req, Path: req.URL.Path, RequestBody: []byte(sent), Status: status, Header: header, Body: []byte(body)}
}

func TestRESTDocument(t *testing.T) {
	d := contract.REST(t, "github-api.github.com.json")
	if d == nil {
		t.Skip("no documents")
	}
	label := `{"id":1,"node_id":"x","url":"https://api.example.com/l","name":"n","description":null,"color":"ededed","default":false}`
	for _, c := range []struct {
		name         string
		x            contract.Exchange
		wantComplain string
	}{
		{"fine", exchange(t, "POST", "/repos/o/r/labels", `{"name":"n"}`, 201, label), ""},
		{"bad request", exchange(t, "POST", "/repos/o/r/labels", `{"title":"n"}`, 201, label), "request"},
		{"bad reply", exchange(t, "POST", "/repos/o/r/labels", `{"name":"n"}`, 201, `{"id":1}`), "reply"},
		{"bad reply of the same length", exchange(t, "POST", "/repos/o/r/labels", `{"name":"n"}`, 201, strings.Replace(label, `"n",`, `123,`, 1)), "reply"},
		{"no such path", exchange(t, "GET", "/repos/o/r/lables", "", 200, `{}`), "has no"},
		{"bad number", exchange(t, "GET", "/repos/o/r/issues/x", "", 200, `{}`), "request"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := d.Check(c.x)
			if (err == nil) != (c.wantComplain == "") || err != nil && !strings.Contains(err.Error(), c.wantComplain) {
				t.Errorf("got %v, want %q", err, c.wantComplain)
			}
		})
	}
}

func TestJiraDocumentsLoad(t *testing.T) {
	for _, file := range []string{"jira-cloud-v3.json", "jira-cloud-v2.json", "jira-cloud-agile.json", "github-ghes-3.17.json", "github-ghes-3.19.json"} {
		contract.REST(t, file)
	}
}

func TestGraphQLSchema(t *testing.T) {
	s := contract.GraphQL(t, "github-schema.graphql", "")
	if s == nil {
		t.Skip("no documents")
	}
	for _, c := range []struct{ name, sent, reply, want string }{
		{"fine", `{"query":"query($o:String!){repository(owner:$o,name:\"n\"){a:issue(number:1){number}}}","variables":{"o":"x"}}`,
			`{"data":{"repository":{"a":{"number":1}}}}`, ""},
		{"unknown field", `{"query":"{repository(owner:\"o\",name:\"n\"){nonsense}}"}`, `{"data":{}}`, "nonsense"},
		{"missing variable", `{"query":"query($o:String!){repository(owner:$o,name:\"n\"){id}}"}`, `{"data":{}}`, "variables"},
		{"missing in the reply", `{"query":"{viewer{login}}"}`, `{"data":{"viewer":{}}}`, "missing"},
		{"not asked for", `{"query":"{viewer{login}}"}`, `{"data":{"viewer":{"login":"a","id":"b"}}}`, "not asked"},
		{"wrong type", `{"query":"{viewer{login}}"}`, `{"data":{"viewer":{"login":3}}}`, "not a String"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := s.Check([]byte(c.sent), []byte(c.reply))
			if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestRequiredDocumentsMayNotBeAbsent(t *testing.T) {
	t.Setenv(contract.FolderVariable, t.TempDir()+"/none")
	t.Setenv(contract.RequireVariable, "1")
	fatal := &recorder{TB: t}
	func() {
		defer func() { _ = recover() }()
		contract.REST(fatal, "github-api.github.com.json")
	}()
	if !fatal.failed {
		t.Error("absent documents went unnoticed although they are required")
	}
}

type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Fatalf(string, ...any) {
	r.failed = true
	panic("fatal")
}
