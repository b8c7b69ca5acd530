# The servers that both sides talk to, on free loopback ports.

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

wait_for() {
  for _ in $(seq 100); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then return; fi
    sleep 0.05
  done
  echo "nothing listens on port $1" >&2
  exit 1
}

tls=$work/tls
mkdir -p "$tls"
printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\n' >"$tls/names"
openssl req -x509 -newkey rsa:2048 -nodes -subj '/CN=Bench' -days 2 \
  -keyout "$tls/ca.key" -out "$tls/ca.pem" 2>/dev/null
openssl req -newkey rsa:2048 -nodes -subj '/CN=localhost' \
  -keyout "$tls/server.key" -out "$tls/server.csr" 2>/dev/null
openssl x509 -req -in "$tls/server.csr" -CA "$tls/ca.pem" -CAkey "$tls/ca.key" -CAcreateserial \
  -days 2 -extfile "$tls/names" -out "$tls/server.pem" 2>/dev/null
cat /etc/ssl/certs/ca-certificates.crt "$tls/ca.pem" >"$tls/bundle.pem"
export SSL_CERT_FILE=$tls/bundle.pem
export GIT_SSL_CAINFO=$tls/bundle.pem

registry_port=$(free_port)
registry=localhost:$registry_port
registry_log=$work/registry.log
cat >"$work/registry.yml" <<CONFIG
version: 0.1
log: {level: warn, accesslog: {disabled: false}}
storage: {filesystem: {rootdirectory: $work/registry}, delete: {enabled: true}}
http: {addr: "127.0.0.1:$registry_port", tls: {certificate: $tls/server.pem, key: $tls/server.key}}
CONFIG
docker-registry serve "$work/registry.yml" >"$registry_log" 2>&1 &
pids+=($!)

git_port=$(free_port)
mkdir -p "$work/git" "$work/nginx"
# A session of its own: its children outlive it unless the whole group is ended.
setsid fcgiwrap -c 4 -s "unix:$work/nginx/git.sock" >/dev/null 2>&1 &
fcgi=$!
cat >"$work/nginx/nginx.conf" <<CONFIG
user $(id -un) $(id -gn); daemon off; pid $work/nginx/pid; error_log $work/nginx/error.log; worker_processes 1;
events { worker_connections 256; }
http {
  client_body_temp_path $work/nginx/b; proxy_temp_path $work/nginx/p; fastcgi_temp_path $work/nginx/f;
  uwsgi_temp_path $work/nginx/u; scgi_temp_path $work/nginx/s; client_max_body_size 0;
  access_log $work/nginx/access.log;
  server {
    listen 127.0.0.1:$git_port ssl;
    ssl_certificate $tls/server.pem; ssl_certificate_key $tls/server.key;
    location / {
      fastcgi_pass unix:$work/nginx/git.sock;
      fastcgi_param SCRIPT_FILENAME $(git --exec-path)/git-http-backend;
      fastcgi_param GIT_PROJECT_ROOT $work/git; fastcgi_param GIT_HTTP_EXPORT_ALL "";
      fastcgi_param PATH_INFO \$uri; fastcgi_param QUERY_STRING \$query_string;
      fastcgi_param REQUEST_METHOD \$request_method; fastcgi_param CONTENT_TYPE \$content_type;
      fastcgi_param CONTENT_LENGTH \$content_length; fastcgi_param REMOTE_USER bench;
      fastcgi_param HTTP_CONTENT_ENCODING \$http_content_encoding;
      fastcgi_param GIT_PROTOCOL \$http_git_protocol;
    }
  }
}
CONFIG
nginx -p "$work/nginx" -c "$work/nginx/nginx.conf" 2>/dev/null &
pids+=($!)
wait_for "$registry_port"
wait_for "$git_port"
for _ in $(seq 100); do [ -S "$work/nginx/git.sock" ] && break; sleep 0.05; done
gitops=https://localhost:$git_port/gitops.git

requests_registry() { grep -c '"[A-Z]* /v2/' "$registry_log" || true; }
requests_git() { wc -l <"$work/nginx/access.log"; }
