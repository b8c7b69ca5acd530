# History of 10,000 values files and 100,000 commits, against what git log needs for the same answer. Each
# call is a process of its own, with nothing remembered from the one before. Belay's answers are changes of
# digests with who, when and what before; git's are diffs that somebody would have to read.

table "History, 10,000 values files, 100,000 commits" "git"
history=$work/history.git
git init -q --bare -b main "$history"
python3 "$here/history.py" "${HISTORY_COMMITS:-100000}" | git -C "$history" fast-import --quiet --done

compare_history() {
  local what=$1 path=$2
  shift 2
  median 5 "$belay" history svc0042 "$@" -R "$history"
  local ours=$wall ours_rss=$rss changes
  changes=$(wc -l <"$work/out")
  # shellcheck disable=SC2086 # the paths are several words
  median 5 git -C "$history" log -p main -- $path
  row "$what ($changes changes)" "$ours s, $ours_rss MB" "\`log -p -- FILE\`: $wall s, $rss MB" "$(ratio "$wall" "$ours")x"
}
compare_history "history of a service in one environment" environments/production/values/svc0042.yaml \
  --env production
compare_history "history of a service in four environments" \
  "$(printf 'environments/%s/values/svc0042.yaml ' development staging production production-eu)"

median 5 "$belay" status -R "$history"
ours=$wall ours_rss=$rss
median 5 git -C "$history" grep -E '^  (repository|digest|tag):' main -- 'environments/*/values/*.yaml'
row "status of all services" "$ours s, $ours_rss MB" "\`grep\` of the keys: $wall s, $rss MB" "$(ratio "$wall" "$ours")x"

digest=$(git -C "$history" show main~50000:environments/production/values/svc0100.yaml | grep -o '[0-9a-f]\{64\}')
median 3 "$belay" where "$digest" -R "$history"
ours=$wall ours_rss=$rss
measure git -C "$history" log "-S$digest" --format=%H --name-only main
row "where is a digest" "$ours s, $ours_rss MB" "\`log -S DIGEST\`: $wall s, $rss MB" "$(ratio "$wall" "$ours")x"

git -C "$history" repack -adq
median 5 "$belay" history svc0042 --env production -R "$history"
ours=$wall
median 5 git -C "$history" log -p main -- environments/production/values/svc0042.yaml
row "history in one environment, after \`git repack\`" "$ours s" "$wall s" "$(ratio "$wall" "$ours")x"
