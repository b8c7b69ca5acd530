# Deployments in a GitOps repository of 10,000 values files: one commit for all services, against the
# script that a job of each service runs, and against the same script with one clone for all.

table "Deploy, 10,000 values files" "script, one job per service"
seed=$work/seed
mkdir -p "$seed/environments/production/values"
git init -q "$seed"
for i in $(seq 0 9999); do
  cat >"$seed/environments/production/values/svc$i.yaml" <<VALUES
# service $i
replicaCount: 2
image:
  repository: $registry/bench/app
  digest: "sha256:$(printf '%064d' "$i")"   # set by the pipeline
  pullPolicy: IfNotPresent
env:
  - name: LOG_LEVEL
    value: info
resources:
  limits: {cpu: 500m, memory: 256Mi}
VALUES
done
git -C "$seed" add . && git -C "$seed" commit -qm "Begin"
git clone -q --bare "$seed" "$work/git/gitops.git"
git -C "$work/git/gitops.git" config http.receivepack true
rm -rf "$seed"

umoci init --layout "$work/deploy-layout" >/dev/null
umoci new --image "$work/deploy-layout:v" >/dev/null
next_image() {
  number=$((${number:-0} + 1))
  umoci config --image "$work/deploy-layout:v" --config.label "number=$number" >/dev/null
  skopeo copy -q "oci:$work/deploy-layout:v" "docker://$registry/bench/app:t$number" >/dev/null
}

cat >"$work/script" <<'SCRIPT'
set -euo pipefail
clone=$(mktemp -d); tag=$1; url=$2; registry=$3; shift 3
git clone -q --depth 1 "$url" "$clone"
cd "$clone"
for service; do
  digest=$(crane digest "$registry/bench/app:$tag")
  yq -i ".image.digest = \"$digest\"" "environments/production/values/$service.yaml"
done
git add . && git commit -qm "Deploy $*" && git push -q
rm -rf "$clone"
SCRIPT
cat >"$work/jobs" <<'JOBS'
set -euo pipefail
script=$1 tag=$2 url=$3 registry=$4; shift 4
for service; do bash "$script" "$tag" "$url" "$registry" "$service"; done
JOBS

services() { seq -f 'svc%g' "$1" "$(($1 + $2 - 1))"; }

compare_deploy() {
  local count=$1 first=$2
  mapfile -t list < <(services "$first" "$count")
  next_image
  measure "$belay" deploy "${list[@]}" --tag "t$number" --env production --repo "$gitops"
  local ours=$wall ours_requests=$requests ours_rss=$rss
  next_image
  measure bash "$work/jobs" "$work/script" "t$number" "$gitops" "$registry" "${list[@]}"
  row "$count services$3" "$ours s, $ours_requests requests, $ours_rss MB" "$wall s, $requests requests, $rss MB" "$(ratio "$wall" "$ours")x"
  if [ "$count" -gt 1 ]; then
    next_image
    measure bash "$work/script" "t$number" "$gitops" "$registry" "${list[@]}"
    row "$count services, the script with one clone" "$ours s" "$wall s, $requests requests, $rss MB" "$(ratio "$wall" "$ours")x"
  fi
}
compare_deploy 1 0 " (first use: no cache)"
compare_deploy 1 100 ""
compare_deploy 10 200 ""
compare_deploy 100 300 ""
git -C "$work/git/gitops.git" fsck --no-progress >/dev/null

# The same where the repository is a path: no server's time in it.
gitops=file://$work/git/gitops.git
compare_deploy 1 500 " (file://, first use: no cache)"
compare_deploy 1 501 " (file://)"
