# Digests of 1,000 references, one of one, and how many requests they cost.

table "Digests" "skopeo inspect --no-tags"
mkdir -p "$work/digest"
umoci init --layout "$work/digest/layout" >/dev/null
umoci new --image "$work/digest/layout:v" >/dev/null
skopeo copy -q --dest-tls-verify=false "oci:$work/digest/layout:v" "docker://$registry/bench/digest:v0" >/dev/null
type=application/vnd.oci.image.manifest.v1+json
curl -sf -H "Accept: $type" "http://$registry/v2/bench/digest/manifests/v0" >"$work/digest/manifest"
for i in $(seq 0 999); do
  curl -sf -X PUT -H "Content-Type: $type" --data-binary "@$work/digest/manifest" \
    "http://$registry/v2/bench/digest/manifests/v$i"
  echo "$registry/bench/digest:v$i"
done >"$work/digest/refs"

median 5 "$belay" digest "$registry/bench/digest:v7"
ours=$wall ours_requests=$requests ours_rss=$rss
median 5 skopeo inspect --tls-verify=false --no-tags --format '{{.Digest}}' "docker://$registry/bench/digest:v7"
row "1 reference" "$ours s, $ours_requests request, $ours_rss MB" "$wall s, $requests requests, $rss MB" "$(ratio "$wall" "$ours")x"

median 3 "$belay" digest --file "$work/digest/refs"
[ "$(wc -l <"$work/out")" -eq 1000 ]
ours=$wall ours_requests=$requests ours_rss=$rss
measure bash -c "while read -r ref; do skopeo inspect --tls-verify=false --no-tags --format '{{.Digest}}' docker://\$ref; done <'$work/digest/refs'"
row "1,000 references" "$ours s, $ours_requests requests, $ours_rss MB" "$wall s, $requests requests, $rss MB" "$(ratio "$wall" "$ours")x"
