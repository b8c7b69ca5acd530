# History of 10,000 values files and 100,000 commits. Belay's answers are changes of digests with who, when
# and what before; git's are diffs that somebody would have to read. "first": nothing is known yet, as in a
# container that begins empty. "again": 100,000 commits are known, and 10 came since.

table "History, 10,000 values files, 100,000 commits" "git"
history=$work/history.git
git init -q --bare -b main "$history"
python3 "$here/history.py" "${HISTORY_COMMITS:-100000}" | git -C "$history" fast-import --quiet --done
environments="development staging production production-eu"
# shellcheck disable=SC2086 # the environments are several words
paths=$(printf 'environments/%s/values/svc0042.yaml ' $environments)
digest=$(git -C "$history" show main~50000:environments/production/values/svc0100.yaml | grep -o '[0-9a-f]\{64\}')

printf '#!/bin/sh\nrm -rf "$BELAY_CACHE_DIR"\nexec "%s" "$@"\n' "$belay" >"$work/first"
chmod +x "$work/first"

# Deploys ten times.
ten_commits() {
  local i value
  for i in 1 2 3 4 5 6 7 8 9 10; do
    value=$(printf 'image:\n  repository: registry.example.com/shop/svc0042\n  digest: sha256:%s\n' \
      "$(head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n')")
    printf 'commit refs/heads/main\ncommitter CI <ci@example.com> %d +0000\ndata 1\nx\n' "$(date +%s)"
    [ "$i" -gt 1 ] || echo 'from refs/heads/main^0'
    printf 'M 100644 inline environments/staging/values/svc0042.yaml\ndata %d\n%s\n' "${#value}" "$value"
  done | git -C "$history" fast-import --quiet
}

# The median of five calls, each after ten new commits.
again() {
  local times=() i
  for i in 1 2 3 4 5; do
    ten_commits
    measure "$@"
    times+=("$wall")
  done
  wall=$(printf '%s\n' "${times[@]}" | sort -n | sed -n 3p)
}

# compare_history WHAT HOW_OFTEN "BELAY'S ARGUMENTS" GIT'S-NAME GIT'S ARGUMENTS...
compare_history() {
  local what=$1 arguments=$2 name=$3
  shift 3
  # shellcheck disable=SC2086 # the arguments are several words
  median 3 "$work/first" $arguments -R "$history"
  local first=$wall first_rss=$rss
  # shellcheck disable=SC2086
  again "$belay" $arguments -R "$history"
  local later=$wall later_rss=$rss
  median 3 git -C "$history" "$@"
  row "$what, first" "$first s, $first_rss MB" "$name: $wall s, $rss MB" "$(ratio "$wall" "$first")x"
  row "the same again" "$later s, $later_rss MB" "the same" "$(ratio "$wall" "$later")x"
}
# shellcheck disable=SC2086 # the paths are several words
compare_history "history of a service in four environments" "history svc0042" '`log --raw -- FILES`' \
  log --raw main -- $paths
compare_history "where is a digest" "where $digest" '`log --raw`' log --raw main
compare_history "status of all services" "status" '`grep` of the keys' \
  grep -E '^  (repository|digest|tag):' main -- 'environments/*/values/*.yaml'
