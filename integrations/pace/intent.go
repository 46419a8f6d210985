package pace

import (
	"context"
	"net/http"
)

type intentKey struct{}

// intent is what a caller knows of a request and its method does not say.
type intent struct {
	reads      bool
	repeatable bool
	creates    int
	counted    bool
}

// Reading marks a POST that only reads, such as a GraphQL query or a search: it
// may be repeated, and counts as no write.
func Reading(ctx context.Context) context.Context {
	in := intentOf(ctx)
	in.reads = true
	return context.WithValue(ctx, intentKey{}, in)
}

// Repeatable marks a write that comes to the same when it is done twice, such
// as adding a label; it is repeated when its answer is lost.
func Repeatable(ctx context.Context) context.Context {
	in := intentOf(ctx)
	in.repeatable = true
	return context.WithValue(ctx, intentKey{}, in)
}

// Creates says how many pieces of content a request makes, for the creation
// limits. Unsaid, a POST makes one and any other method none.
func Creates(ctx context.Context, n int) context.Context {
	in := intentOf(ctx)
	in.creates, in.counted = n, true
	return context.WithValue(ctx, intentKey{}, in)
}

func intentOf(ctx context.Context) intent {
	in, _ := ctx.Value(intentKey{}).(intent)
	return in
}

// intentFor completes what the context says by the request's method.
func intentFor(req *http.Request) intent {
	in := intentOf(req.Context())
	if req.Method == http.MethodGet || req.Method == http.MethodHead {
		in.reads = true
	}
	if in.reads {
		in.repeatable, in.creates = true, 0
		return in
	}
	if !in.counted && req.Method == http.MethodPost {
		in.creates = 1
	}
	return in
}
