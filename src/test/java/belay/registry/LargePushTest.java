package belay.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.image.Repository;
import belay.peers.FaultyRegistry;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A layer far larger than the memory, from a process of its own.
final class LargePushTest {
  private static final int MEBIBYTES = 600;

  @TempDir private Path home;

  @Test
  void aLayerNeedsNoMemoryAsLargeAsItself() throws Exception {
    try (var server = FaultyRegistry.start()) {
      server.store().keepsBlobs = false;
      var target = Repository.parse(server.address() + "/large");
      var java = Path.of(System.getProperty("java.home"), "bin", "java");
      var process =
          new ProcessBuilder(
                  java.toString(),
                  "-Xmx64m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  LargePush.class.getName(),
                  home.toString(),
                  target.toString(),
                  String.valueOf(MEBIBYTES))
              .redirectErrorStream(true)
              .start();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      var size = (long) MEBIBYTES << 20;
      assertTrue(output.startsWith("Pushed[image=%s@sha256:".formatted(target)), output);
      assertEquals(1, server.seen().stream().filter(request -> request.length() == size).count());
      assertTrue(server.store().manifest("large", "1").isPresent(), output);
    }
  }
}
