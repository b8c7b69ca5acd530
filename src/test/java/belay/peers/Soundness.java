package belay.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The real git's own check of a repository.
public final class Soundness {
  private record Ran(int exit, String output) {}

  private Soundness() {}

  /// Checks every object and reference. A server may still be finishing what a killed client asked
  /// for, and git looks at the objects before it looks at the references: where these moved in
  /// between, it looks again.
  public static void check(Path repository) {
    while (true) {
      var before = git(repository, "for-each-ref");
      var checked = git(repository, "fsck", "--full", "--strict", "--no-dangling");
      if (checked.exit() == 0 || before.equals(git(repository, "for-each-ref"))) {
        assertEquals(0, checked.exit(), checked::output);
        return;
      }
    }
  }

  private static Ran git(Path repository, String... arguments) {
    var command = new ArrayList<>(List.of("git", "-C", repository.toString()));
    command.addAll(List.of(arguments));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Ran(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
