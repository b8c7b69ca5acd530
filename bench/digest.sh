# Digests of 1,000 references, one of one, and how many requests they cost.

table "Digests" "crane digest"
mkdir -p "$work/digest"
umoci init --layout "$work/digest/layout" >/dev/null
umoci new --image "$work/digest/layout:v" >/dev/null
skopeo copy -q "oci:$work/digest/layout:v" "docker://$registry/bench/digest:v0" >/dev/null
type=application/vnd.oci.image.manifest.v1+json
curl -sf --cacert "$SSL_CERT_FILE" -H "Accept: $type" "https://$registry/v2/bench/digest/manifests/v0" >"$work/digest/manifest"
for i in $(seq 0 999); do
  curl -sf --cacert "$SSL_CERT_FILE" -X PUT -H "Content-Type: $type" --data-binary "@$work/digest/manifest" \
    "https://$registry/v2/bench/digest/manifests/v$i"
  echo "$registry/bench/digest:v$i"
done >"$work/digest/refs"

version=$(hyperfine -N --warmup 3 --runs 20 --export-json "$work/start.json" "$belay version" >/dev/null 2>&1 &&
  python3 -c "import json; print(round(json.load(open('$work/start.json'))['results'][0]['median'], 3))")
median 15 "$belay" digest "$registry/bench/digest:v7"
row "1 reference, against \`version\`" "$wall s" "$version s" "$(ratio "$wall" "$version")x as long"
ours=$wall ours_requests=$requests ours_rss=$rss
median 5 crane digest "$registry/bench/digest:v7"
row "1 reference" "$ours s, $ours_requests request, $ours_rss MB" "$wall s, $requests requests, $rss MB" "$(ratio "$wall" "$ours")x"

median 3 "$belay" digest --file "$work/digest/refs"
[ "$(wc -l <"$work/out")" -eq 1000 ]
ours=$wall ours_requests=$requests ours_rss=$rss
measure bash -c "while read -r ref; do crane digest \$ref; done <'$work/digest/refs'"
row "1,000 references" "$ours s, $ours_requests requests, $ours_rss MB" "$wall s, $requests requests, $rss MB" "$(ratio "$wall" "$ours")x"
