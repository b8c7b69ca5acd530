# The proof over Git alone: 10,000 values files of 1,000 services in 10 environments, an Application for each
# service, and one file changed. What people do today is grep, which reads every file and knows nothing of
# what wins.

verify=$work/verify
mkdir -p "$verify"
git init -q "$verify"
python3 - "$verify" <<'PY'
import os, sys
root = sys.argv[1]
names = ["e%d" % n for n in range(10)]
def write(path, text):
    path = os.path.join(root, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)
write("belay.yaml", "schema: belay/v1\nenvironments:\n" + "".join("  - name: %s\n" % n for n in names)
      + "argocd: {repository: 'https://git.example.com/shop/gitops.git'}\n")
write("charts/app/Chart.yaml", "apiVersion: v2\nname: app\nversion: 0.1.0\n")
write("charts/app/values.yaml", "image: {repository: r, digest: ''}\n")
write("charts/app/templates/pod.yaml", """apiVersion: v1
kind: Pod
metadata:
  name: {{ .Release.Name }}
spec:
  containers:
    - name: app
      image: "{{ .Values.image.repository }}@{{ .Values.image.digest }}"
""")
for s in range(1000):
    name = "svc%04d" % s
    for e in names:
        write("environments/%s/values/%s.yaml" % (e, name),
              "image:\n  repository: registry.example.com/shop/%s\n  digest: sha256:%064x\n" % (name, s + 1))
    write("applications/shop/%s.yaml" % name, """apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: %s-e0
  namespace: argocd
spec:
  project: shop
  source:
    repoURL: https://git.example.com/shop/gitops.git
    targetRevision: main
    path: charts/app
    helm:
      valueFiles:
        - /environments/e0/values/%s.yaml
  destination: {server: https://kubernetes.default.svc, namespace: shop}
""" % (name, name))
PY
git -C "$verify" add .
git -C "$verify" commit -qm begin
sed -i 's/sha256:0000/sha256:1111/' "$verify/environments/e0/values/svc0042.yaml"

table "Verification, 10,000 values files, 1,000 Applications" "grep -rL of the values files"
printf '#!/bin/sh\ngrep -rLE "digest: sha256:[0-9a-f]{64}\\$" "%s/environments"\ntrue\n' "$verify" >"$work/by-grep"
chmod +x "$work/by-grep"
median 5 "$work/by-grep"
theirs=$wall
median 5 "$belay" verify --values -R "$verify"
row "verify --values" "$wall s, $rss MB" "$theirs s" "$(ratio "$theirs" "$wall")x"
helm=$(command -v helm || echo "${XDG_CACHE_HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)/.cache}/belay-test-cluster/helm")
if [ -x "$helm" ]; then
  median 5 "$belay" verify --values --rendered --changed-since HEAD -R "$verify" --helm "$helm"
  grep -q '1 values file, 1 Application, 1 image: nothing but digests' "$work/out" || { cat "$work/out" >&2; exit 1; }
  row "verify --changed-since, one file changed" "$wall s, $rss MB" "$theirs s" "$(ratio "$theirs" "$wall")x"
else
  echo "skipped: verify --changed-since, as there is no helm" >&2
fi
