# The manifests of 1,000 Applications (50 charts, each with the values of 20 environments) against
# `helm template` for each, one after the other, which is what people do by hand. The second row is the
# next run, which knows what has not changed.

cluster=${BELAY_TEST_CLUSTER:-${XDG_CACHE_HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)/.cache}/belay-test-cluster}
[ ! -x "$cluster/helm" ] || PATH=$PATH:$cluster
if ! command -v helm >/dev/null; then
  echo "skipped: rendering, as there is no helm on the PATH" >&2
else
  git init -q -b main "$work/render"
  python3 "$here/render.py" https://git.example.com/bench.git "$work/by-hand" |
    git -C "$work/render" fast-import --quiet --done
  git -C "$work/render" reset -q --hard
  git -C "$work/render" remote add origin https://git.example.com/bench.git
  cd "$work/render"

  table "1,000 Applications rendered, $(helm version --short)" "helm template, 1,000 times"
  median 1 sh "$work/by-hand"
  hand=$wall hand_rss=$rss
  measure "$belay" render
  [ "$(grep -c '^---' "$work/out")" = 2000 ] || { tail -3 "$work/err" >&2; exit 1; }
  row "render" "$wall s, $rss MB" "$hand s, $hand_rss MB" "$(ratio "$hand" "$wall")x"
  median 3 "$belay" render
  row "render again" "$wall s, $rss MB" "$hand s, $hand_rss MB" "$(ratio "$hand" "$wall")x"
  cd "$here"
fi
