package belay.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Ends servers when this JVM ends, even where it is killed and runs no hook: a shell that reads
/// their process ids from a pipe, which closes with the JVM.
final class Guard implements AutoCloseable {
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      while read -r line; do
        [ "$line" != over ] || exit 0
        pids="$pids $line"
      done
      kill -KILL $pids
      """;

  private final Process shell;

  Guard() {
    try {
      shell =
          new ProcessBuilder("sh", "-c", SCRIPT)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void watch(Process server) {
    say(String.valueOf(server.pid()));
  }

  /// Its servers have ended, and their numbers may be somebody else's from now on.
  @Override
  public void close() {
    say("over");
  }

  private void say(String line) {
    try {
      shell.getOutputStream().write((line + "\n").getBytes(UTF_8));
      shell.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
