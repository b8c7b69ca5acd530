package belay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A registry that takes the connection and never answers.
final class TimeoutTest {
  @TempDir Path folder;

  @Test
  void aSilentRegistryEndsAtTheTimeout() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var image = "127.0.0.1:%d/a:1".formatted(silent.getLocalPort());
      var ran =
          assertTimeoutPreemptively(
              Duration.ofSeconds(20), () -> Ran.in(folder, "digest", image, "--timeout", "300ms"));
      assertEquals(7, ran.code(), ran.err());
      assertTrue(ran.err().startsWith("error: resolving took longer than 0.3s\n"), ran.err());
    }
  }
}
