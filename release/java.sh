# How Belay is started, from a clone and from a release archive. To be sourced.

# A standard stream that is closed is opened on /dev/null: otherwise a file of the runtime would get
# its number, be read as input, or be written over with messages. "true" is no special builtin, so a
# shell goes on where its redirection fails.
true 3>&2 || exec 2>/dev/null
{ true 3<&0; } 2>/dev/null || exec </dev/null
{ true 3>&1; } 2>/dev/null || exec >/dev/null

# Makes the start-up cache ($3) for a java ($1) and a jar ($2). It is trained on the demo, which
# touches what every command needs, but not on what was compiled in it: the runtime would compile all
# of that again in every run, 60 ms for nothing. Without it Belay is slower to start and otherwise the
# same.
train() {
  "$1" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+UnlockDiagnosticVMOptions \
    -XX:-AOTRecordTraining -XX:AOTCacheOutput="$3.new" \
    -Djdk.reflect.useNativeAccessorOnly=true -Dpicocli.disable.closures=true \
    -cp "$2" belay.Main demo </dev/null && mv "$3.new" "$3"
}

# Becomes Belay (exec), so that arguments, streams, exit code and signals are Belay's own:
# launch JAVA JAR CACHE ARGUMENT...
launch() {
  java=$1 jar=$2 aot=$3
  shift 3
  terminal=
  [ -t 0 ] && terminal=$terminal,in
  [ -t 1 ] && terminal=$terminal,out
  [ -t 2 ] && terminal=$terminal,err
  set -- -cp "$jar" -Dbelay.terminal="$terminal" belay.Main "$@"
  if [ -f "$aot" ]; then
    set -- -XX:AOTCache="$aot" "$@"
  fi
  # CompileThresholdScaling: half of what runs 200 times does not run 400 times.
  # Xmn: with little room for what is new a push needs 84 MB in place of 137, and no more time.
  # closures: else picocli looks for Groovy through the whole jar.
  # -Xlog:disable: the runtime's own remarks, such as that the cache does not fit, go to stdout.
  # shellcheck disable=SC2086 # options are words
  exec "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=2 \
    -Xmn10m -XX:-UsePerfData -Xlog:disable \
    -Djdk.reflect.useNativeAccessorOnly=true -Dpicocli.disable.closures=true \
    ${BELAY_JAVA_OPTS:-} "$@"
}
