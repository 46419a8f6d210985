.PHONY: all build test lint golden examples images axe mermaid bench fuzz storm ci

GOLANGCI_VERSION := v2.15.0

all: build test lint

build: ## the program, into ./plotline
	go build -trimpath -ldflags '-s -w' -o plotline ./cmd/plotline

test: ## all tests
	go test ./...

lint: ## formatting, vet and the linter with the import arrows
	test -z "$$(gofmt -l .)"
	go vet ./...
	golangci-lint run ./...

golden: ## write the golden files anew; read the diff before you commit it
	go test ./... -run 'Golden|Script' -update

examples: build ## draft the examples' backlogs anew
	for e in examples/*/roadmap.yaml; do ./plotline draft --roadmap $$e || exit 1; done

images: ## the pictures in docs/images anew, by a headless Chromium; look at them
	go test ./cmd/plotline -run TestImages -update

AXE_VERSION := 4.14.1
axe: ## ask axe-core, fetched from npm for the test only, about every page
	tmp=$$(mktemp -d) && cd $$tmp && npm pack --silent axe-core@$(AXE_VERSION) && tar xzf axe-core-*.tgz && cd - && \
	PLOTLINE_AXE=$$tmp/package/axe.min.js go test ./stories/render ./cmd/plotline -run 'Usable|TestBoard' -count 1

MERMAID_VERSION := 11.12.0
mermaid: ## ask Mermaid, fetched from npm for the test only, about the diagrams
	tmp=$$(mktemp -d) && cd $$tmp && npm pack --silent mermaid@$(MERMAID_VERSION) && tar xzf mermaid-*.tgz package/dist/mermaid.min.js && cd - && \
	PLOTLINE_MERMAID=$$tmp/package/dist/mermaid.min.js go test ./stories/render -run Mermaid -count 1

bench: ## all benchmarks, with allocations
	go test ./... -run '^$$' -bench . -benchmem

fuzz: ## every fuzz test for a while; FUZZTIME=1m for longer
	.ci/fuzz $(or $(FUZZTIME),20s)

storm: ## many seeded storms against every tracker
	go test ./integrations/... -run Storm -storms 10000 -timeout 4h

ci: ## what the main branch must always pass
	.ci/run
