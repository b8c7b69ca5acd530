# Time, peak memory and requests of one command, and the table's rows.

# measure NAME COMMAND...: sets wall (seconds), rss (MB) and requests.
measure() {
  local before after
  before=$(($(requests_registry) + $(requests_git)))
  if ! /usr/bin/time -o "$work/time" -f '%e %M' "$@" >"$work/out" 2>"$work/err"; then
    echo "failed: $*" >&2
    cat "$work/out" "$work/err" >&2
    exit 1
  fi
  read -r wall rss <"$work/time"
  rss=$((rss / 1024))
  sleep 0.2
  after=$(($(requests_registry) + $(requests_git)))
  requests=$((after - before))
}

# median COUNT COMMAND...: measures several times and keeps the median run's time.
median() {
  local count=$1 times=() i
  shift
  for ((i = 0; i < count; i++)); do
    measure "$@"
    times+=("$wall")
  done
  wall=$(printf '%s\n' "${times[@]}" | sort -n | sed -n "$(((count + 1) / 2))p")
}

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (b == 0) b = 0.01; printf "%.1f", a / b }'; }

table() {
  printf '\n### %s\n\n' "$1"
  printf '| what | Belay | %s | ratio |\n| --- | --- | --- | --- |\n' "$2"
}

row() { printf '| %s | %s | %s | %s |\n' "$@"; }
