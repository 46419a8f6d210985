#!/usr/bin/env bash
# What the action does on a pull request: annotations, a job summary, and one
# comment that is updated and never added to. Everything from outside comes in
# by the environment or a file and is only ever quoted; nothing of it is run.
#
#   PLOTLINE      the program
#   BASE          the revision to compare the roadmap with; empty: no comparison
#   FAIL_ON       error, warning or never
#   CHANGED_ONLY  true: report only what the branch brings
#   PLAN          auto: plan when there are credentials for the tracker; never
#   COMMENT       true: keep one comment on the pull request
#   COMMENT_TOKEN the token that writes the comment
#   PULL_REQUEST  its number; empty outside of one
set -euo pipefail

plotline=${PLOTLINE:?names the program}
work=$(mktemp -d "${RUNNER_TEMP:-/tmp}/plotline.XXXXXX")
trap 'rm -rf "$work"' EXIT
report=$work/report.md
marker='<!-- plotline: one comment for each pull request -->'
longest=15000 # bytes a section; three fit into a comment of 65,536 characters

# What a program says on stderr goes to the log, where no line of it may be
# taken for a command to the runner.
quietly() {
  local token code=0
  token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  "$@" 2>"$work/talk" || code=$?
  if [ -s "$work/talk" ]; then
    printf '::stop-commands::%s\n' "$token" >&2
    cat "$work/talk" >&2
    printf '\n::%s::\n' "$token" >&2
  fi
  return "$code"
}

# A section of the report, cut at the end of a line where it is too long.
section() {
  local file=$1
  if [ "$(wc -c <"$file")" -gt "$longest" ]; then
    head -c "$longest" "$file" | sed '$d'
    printf '\n\n*cut here: the whole of it is on your machine, by the same command*\n'
  else
    cat "$file"
  fi
  printf '\n\n'
}

# What the changed roadmap costs. Exit code 1 means that it costs something,
# which is news and no failure.
cost() {
  [ -n "${BASE:-}" ] || return 0
  if ! git cat-file -e "$BASE^{commit}" 2>/dev/null; then
    git fetch --quiet --depth=1 origin "$BASE" 2>/dev/null || true
  fi
  if ! git cat-file -e "$BASE^{commit}" 2>/dev/null; then
    echo '::notice::plotline: the base is not in this clone; use actions/checkout with fetch-depth: 0'
    return 0
  fi
  local code=0
  quietly "$plotline" draft --check --against "$BASE" --format markdown >"$work/cost.md" || code=$?
  case $code in
    0 | 1) section "$work/cost.md" >>"$report" ;;
    *) echo '::notice::plotline: the roadmap of the base does not read, so nothing was compared' ;;
  esac
}

# Review decides whether the check passes.
review() {
  local -a only=()
  if [ "${CHANGED_ONLY:-false}" = true ] && [ -n "${BASE:-}" ]; then only=(--changed-since "$BASE"); fi
  local code=0
  quietly "$plotline" review --format github --fail-on "${FAIL_ON:-error}" "${only[@]}" || code=$?
  if [ "$code" -le 1 ]; then
    "$plotline" review --format markdown --fail-on never "${only[@]}" >"$work/review.md" 2>/dev/null || true
  else
    printf '### Plotline review: nothing could be reviewed\n\nThe log of the job says why.\n' >"$work/review.md"
  fi
  section "$work/review.md" >>"$report"
  return "$code"
}

# With credentials, what a push would do. Settings name the server that gets
# the token: where this very branch changes them, a person looks first.
plan() {
  [ "${PLAN:-auto}" = auto ] || return 0
  [ -n "${GITHUB_TOKEN:-}${JIRA_API_TOKEN:-}" ] || return 0
  if settings_changed; then
    printf '### Plotline plan: left out\n\nThis branch changes the settings, which say where the token goes.\n\n' >>"$report"
    return 0
  fi
  if quietly "$plotline" plan --format markdown >"$work/plan.md"; then
    section "$work/plan.md" >>"$report"
  else
    echo '::warning::plotline: the tracker could not be read; the log says why'
    printf '### Plotline plan: the tracker could not be read\n\nThe log of the job says why.\n\n' >>"$report"
  fi
}

# Without a base to compare with, settings count as unchanged: outside of a
# pull request what is checked out has been merged.
settings_changed() {
  [ -n "${PULL_REQUEST:-}" ] || return 1
  git cat-file -e "${BASE:-}^{commit}" 2>/dev/null || return 0
  local name
  name=$(basename "${PLOTLINE_CONFIG:-plotline.yaml}")
  ! git diff --quiet "$BASE" HEAD -- ":(top,glob)**/$name"
}

# gh, with the token for comments, on the server that the job came from.
github() {
  local host=${GITHUB_SERVER_URL:-https://github.com}
  GH_HOST=${host#https://} GH_TOKEN=$COMMENT_TOKEN GH_ENTERPRISE_TOKEN=$COMMENT_TOKEN gh "$@"
}

# The comment is found by its marker among those that this token wrote: a
# stranger's comment with the same marker is left alone.
comment() {
  [ "${COMMENT:-true}" = true ] && [ -n "${PULL_REQUEST:-}" ] && [ -n "${COMMENT_TOKEN:-}" ] || return 0
  { printf '%s\n' "$marker"; cat "$report"; } >"$work/comment.md"
  local mine
  mine=$(MARKER=$marker github api graphql --paginate \
    -f query="$comments" -f owner="${GITHUB_REPOSITORY%%/*}" -f name="${GITHUB_REPOSITORY#*/}" \
    -F number="$PULL_REQUEST" --jq "$ours" 2>"$work/talk") || { not_commented; return 0; }
  mine=${mine%%$'\n'*}
  if [ -n "$mine" ]; then
    github api graphql --silent \
      -f query="$edit" -f id="$mine" -F body=@"$work/comment.md" 2>"$work/talk" || not_commented
  else
    github api --silent --method POST \
      "repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments" -F body=@"$work/comment.md" 2>"$work/talk" || not_commented
  fi
}

# A pull request from a fork has a token that may only read: the summary holds
# the same text, and the check itself stands.
not_commented() {
  echo '::notice::plotline: no comment was written (is pull-requests: write granted?); the job summary has the same text'
}

comments='query($owner: String!, $name: String!, $number: Int!, $endCursor: String) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) {
    comments(first: 100, after: $endCursor) {
      pageInfo { hasNextPage endCursor }
      nodes { id body viewerDidAuthor } } } } }'
edit='mutation($id: ID!, $body: String!) {
  updateIssueComment(input: {id: $id, body: $body}) { clientMutationId } }'
ours='.data.repository.pullRequest.comments.nodes[]
  | select(.viewerDidAuthor and (.body | startswith(env.MARKER))) | .id'

: >"$report"
result=0
cost
review || result=$?
plan
cat "$report" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
comment
exit "$result"
