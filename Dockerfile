# One static program and the certificates it needs, run by nobody in particular.
#
#   docker build -t plotline .
#   docker run --rm -v "$PWD:/work" -u "$(id -u):$(id -g)" plotline review
FROM golang:1.26-alpine AS build
RUN apk add --no-cache git
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags "-s -w -X main.version=$VERSION" -o /plotline ./cmd/plotline

FROM alpine:3.22
# git answers draft --against, review --changed-since, and who accepts.
RUN apk add --no-cache ca-certificates git && git config --system --add safe.directory '*'
COPY --from=build /plotline /usr/local/bin/plotline
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["plotline"]
