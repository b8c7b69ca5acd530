# Charts from tags to digests: a set made here, or any folder of charts: bench/migrate.py BELAY HELM FOLDER...
# The other side has no program: what people do by hand is not measured.

cluster=${BELAY_TEST_CLUSTER:-${XDG_CACHE_HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)/.cache}/belay-test-cluster}
helm=${BELAY_HELM:-$(command -v helm || echo "$cluster/helm")}
if [ ! -x "$helm" ] || ! python3 -c 'import yaml' 2>/dev/null; then
  echo "skipped: migrations, which need helm (or src/test/cluster/build) and python3-yaml" >&2
else
  printf '\n### Charts from tags to digests\n\n```\n'
  python3 "$here/migrate.py" "$belay" "$helm"
  printf '```\n'
fi
