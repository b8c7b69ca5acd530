# A push of 20 layers: fresh, again, and to a second repository of the same registry.

table "Push of 20 layers of 1 MB" "crane push"
layers=20
image() {
  umoci init --layout "$1" >/dev/null
  umoci new --image "$1:v" >/dev/null
  for i in $(seq "$layers"); do
    mkdir -p "$work/rootfs"
    head -c 1000000 /dev/urandom >"$work/rootfs/file$i"
    umoci insert --image "$1:v" "$work/rootfs/file$i" "/file$i" >/dev/null 2>&1
  done
  rm -r "$work/rootfs"
}
image "$work/push-a"
image "$work/push-b"

compare_push() {
  local what=$1 ours_to=$2 theirs_to=$3
  measure "$belay" push "$work/push-a" "$registry/$ours_to" --name v
  local ours=$wall ours_requests=$requests ours_rss=$rss
  measure crane push "$work/push-b" "$registry/$theirs_to"
  row "$what" "$ours s, $ours_requests requests, $ours_rss MB" "$wall s, $requests requests, $rss MB" "$(ratio "$wall" "$ours")x"
}
compare_push "fresh" bench/push-a:1 bench/push-b:1
compare_push "again, same tag" bench/push-a:1 bench/push-b:1
compare_push "again, new tag" bench/push-a:2 bench/push-b:2
compare_push "to a second repository" bench/push-a2:1 bench/push-b2:1
echo
echo "2N+4 = $((2 * layers + 4)) requests are the goal of a fresh push of N=$layers layers."
