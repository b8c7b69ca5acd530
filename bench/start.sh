# Start-up: what every call pays.

table "Start-up (median of 20)" "crane"
start_of() {
  hyperfine -N --warmup 3 --runs 20 --export-json "$work/start.json" "$@" >/dev/null 2>&1
  python3 -c "import json; print(round(json.load(open('$work/start.json'))['results'][0]['median'] * 1000))"
}
ours=$(start_of "$belay version")
theirs=$(start_of "crane version")
row "print the version" "$ours ms" "$theirs ms" "$(ratio "$theirs" "$ours")x"
