# What really runs: 1,000 services with a Pod each in 50 namespaces of a real API server, against what
# people do by hand, which tells the images and leaves the comparison with Git to the reader.

cluster=${BELAY_TEST_CLUSTER:-${XDG_CACHE_HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)/.cache}/belay-test-cluster}
if [ ! -x "$cluster/kube-apiserver" ]; then
  echo "skipped: the live cluster, as src/test/cluster/build has not built one" >&2
else
  command -v jq >/dev/null || { echo "bench needs jq" >&2; exit 2; }
  port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
  mkdir -p "$work/kube"
  cd "$work/kube"
  openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 2 -subj /CN=bench 2>/dev/null
  openssl req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN=server 2>/dev/null
  openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out server.crt -days 2 \
    -extfile <(echo subjectAltName=IP:127.0.0.1) 2>/dev/null
  echo 'bench,bench,bench,system:masters' >tokens
  client=$(port) peer=$(port) api=$(port)
  "$cluster/etcd" --data-dir=etcd --unsafe-no-fsync --listen-client-urls="http://127.0.0.1:$client" \
    --advertise-client-urls="http://127.0.0.1:$client" --listen-peer-urls="http://127.0.0.1:$peer" >etcd.log 2>&1 &
  pids+=($!)
  "$cluster/kube-apiserver" --etcd-servers="http://127.0.0.1:$client" --bind-address=127.0.0.1 \
    --advertise-address=127.0.0.1 --secure-port="$api" --endpoint-reconciler-type=none \
    --tls-cert-file=server.crt --tls-private-key-file=server.key --token-auth-file=tokens \
    --authorization-mode=RBAC --service-cluster-ip-range=10.96.0.0/16 \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file=server.crt \
    --service-account-signing-key-file=server.key --disable-admission-plugins=ServiceAccount >api.log 2>&1 &
  pids+=($!)
  cat >kubeconfig <<YAML
apiVersion: v1
kind: Config
current-context: bench
contexts: [{name: bench, context: {cluster: bench, user: bench}}]
clusters: [{name: bench, cluster: {server: "https://127.0.0.1:$api", certificate-authority: $work/kube/ca.crt}}]
users: [{name: bench, user: {token: bench}}]
YAML
  export KUBECONFIG=$work/kube/kubeconfig
  for _ in $(seq 120); do
    "$cluster/kubectl" get --raw /readyz >/dev/null 2>&1 && break
    sleep 0.5
  done
  git init -q --bare -b main "$work/live.git"
  python3 "$here/live.py" 127.0.0.1 "$api" ca.crt bench | git -C "$work/live.git" fast-import --quiet --done
  cd "$here"

  table "The live cluster, 1,000 Pods in 50 namespaces" "kubectl get pods -A -o json, jq"
  cat >"$work/by-hand" <<SH
#!/bin/sh
"$cluster/kubectl" get pods -A -o json |
  jq -r '.items[] | [.metadata.namespace, .metadata.name, .spec.containers[].image, .status.containerStatuses[].imageID] | @tsv'
SH
  chmod +x "$work/by-hand"
  median 5 "$belay" verify --live -R "$work/live.git"
  ours=$wall ours_rss=$rss
  grep -q '1000 services, 1000 Pods: all run what Git wants' "$work/out" || { cat "$work/out" >&2; exit 1; }
  median 5 "$work/by-hand"
  row "verify --live" "$ours s, $ours_rss MB" "$wall s, $rss MB" "$(ratio "$wall" "$ours")x"
fi
