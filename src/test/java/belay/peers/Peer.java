package belay.peers;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Programs of others that tests check our work with.
public final class Peer {
  private Peer() {}

  /// Ends the test when a program is not installed: loudly on a developer's machine, as a failure
  /// where CI promises that it is.
  public static void require(String... programs) {
    for (var program : programs) {
      if (find(program).isEmpty()) {
        var message = program + " is not installed; .ci/run names the Debian package";
        assertFalse(System.getenv("CI") != null, message);
        assumeFalse(true, message);
      }
    }
  }

  /// Where a program is; Debian keeps servers in `sbin`, which is not on every user's `PATH`.
  public static Optional<Path> find(String program) {
    var path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
