package contract

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

// Document is one OpenAPI document. A nil Document checks nothing.
type Document struct {
	name   string
	doc    *openapi3.T
	routes []route
	held   held
}

type route struct {
	template string
	segments []string
	item     *openapi3.PathItem
}

// Exchange is a request with its reply. Path is the request's without the
// server's own prefix, such as /api/v3.
type Exchange struct {
	Request     *http.Request
	Path        string
	RequestBody []byte
	Status      int
	Header      http.Header
	Body        []byte
}

// Check holds a request and its reply to the document. A path or method that
// the document does not have is an error, unless the reply is a 401,
// 404 or 405.
func (d *Document) Check(x Exchange) error {
	if d == nil {
		return nil
	}
	id := identityOf(x)
	if d.held.has(id) {
		return nil
	}
	err := d.check(x)
	if err == nil {
		d.held.add(id)
	}
	return err
}

func (d *Document) check(x Exchange) error {
	r, params := d.find(x.Path)
	if r == nil || r.item.GetOperation(x.Request.Method) == nil {
		switch x.Status {
		case http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusUnauthorized:
			return nil
		}
		return fmt.Errorf("%s has no %s %s", d.name, x.Request.Method, x.Path)
	}
	input := d.input(x, r, params)
	// A request that the server found invalid is the server's to judge.
	if x.Status != http.StatusUnprocessableEntity && x.Status != http.StatusBadRequest {
		if err := openapi3filter.ValidateRequest(context.Background(), input); err != nil {
			return fmt.Errorf("request %s %s: %w", x.Request.Method, x.Path, err)
		}
	}
	return checkReply(x, input)
}

func (d *Document) input(x Exchange, r *route, params map[string]string) *openapi3filter.RequestValidationInput {
	req := x.Request.Clone(x.Request.Context())
	req.URL = &url.URL{Path: x.Path, RawQuery: x.Request.URL.RawQuery}
	req.Body = io.NopCloser(bytes.NewReader(x.RequestBody))
	return &openapi3filter.RequestValidationInput{
		Request:    req,
		PathParams: params,
		Route: &routers.Route{
			Spec: d.doc, Path: r.template, PathItem: r.item,
			Method: req.Method, Operation: r.item.GetOperation(req.Method),
		},
		Options: &openapi3filter.Options{
			AuthenticationFunc: openapi3filter.NoopAuthenticationFunc,
			MultiError:         true,
			ExcludeRequestBody: len(x.RequestBody) == 0,
		},
	}
}

func checkReply(x Exchange, input *openapi3filter.RequestValidationInput) error {
	if x.Status >= 500 || x.Status == http.StatusTooManyRequests || x.Status == http.StatusUnauthorized {
		return nil // faults and limits belong to every path, no document lists them
	}
	if input.Route.Operation.Responses.Status(x.Status) == nil && x.Status >= 400 {
		return nil
	}
	err := openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input,
		Status:                 x.Status,
		Header:                 x.Header,
		Body:                   io.NopCloser(bytes.NewReader(x.Body)),
		Options:                &openapi3filter.Options{MultiError: true, IncludeResponseStatus: true},
	})
	if err != nil {
		return fmt.Errorf("reply %d to %s %s: %w", x.Status, x.Request.Method, x.Path, err)
	}
	return nil
}

// find matches a path with the document's; a literal segment beats a parameter.
func (d *Document) find(path string) (*route, map[string]string) {
	segments := strings.Split(path, "/")
	var best *route
	var bestParams map[string]string
	for i := range d.routes {
		params, ok := match(d.routes[i].segments, segments)
		if ok && (best == nil || len(params) < len(bestParams)) {
			best, bestParams = &d.routes[i], params
		}
	}
	return best, bestParams
}

func match(template, path []string) (map[string]string, bool) {
	if len(template) != len(path) {
		return nil, false
	}
	params := map[string]string{}
	for i, want := range template {
		if strings.HasPrefix(want, "{") && strings.HasSuffix(want, "}") {
			value, err := url.PathUnescape(path[i])
			if err != nil || value == "" {
				return nil, false
			}
			params[want[1:len(want)-1]] = value
		} else if want != path[i] {
			return nil, false
		}
	}
	return params, true
}
