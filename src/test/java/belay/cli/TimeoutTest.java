package belay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
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

  @Test
  void whoIsWaitedForIsSaidOnce() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var server = "127.0.0.1:" + silent.getLocalPort();
      var words = server + " has not answered for 10 s\n";
      var runs =
          Stream.of(
                  new String[] {"digest", server + "/a:1", server + "/b:1", "--timeout", "13s"},
                  new String[] {"status", "-R", "http://" + server + "/g.git", "--timeout", "13s"},
                  new String[] {"digest", server + "/a:1", "--timeout", "13s", "-q"})
              .gather(Gatherers.mapConcurrent(3, line -> Ran.in(folder, line)))
              .toList();
      runs.forEach(ran -> assertEquals(7, ran.code(), ran.err()));
      assertTrue(runs.get(0).err().startsWith(words + "error: "), runs.get(0).err());
      assertTrue(runs.get(1).err().startsWith(words + "error: "), runs.get(1).err());
      assertTrue(runs.get(2).err().startsWith("error: "), runs.get(2).err());
    }
  }
}
