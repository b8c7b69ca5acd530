package belay.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.host.Progress;
import belay.image.Repository;
import belay.peers.BrokenWire;
import belay.peers.DockerRegistry;
import belay.peers.Hosts;
import belay.peers.Lines;
import belay.registry.push.Push;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Distribution 2.8 behind a network that breaks in the middle of uploads.
final class ResumeTest {
  @TempDir private Path home;

  @Test
  void aPushArrivesWholeThoughConnectionsBreak() throws Exception {
    var image = TestImage.of("linux/amd64", TestImage.layers(6, 3_000_000, 1));
    try (var server = DockerRegistry.anonymous();
        var wire = BrokenWire.to(server.address())) {
      wire.cut(1_000_000, 2_000_000, 2_500_000, 5_000_000);
      try (var registry =
          Registry.open(
              Hosts.at(home), new Lines(), RegistrySettings.defaults(), DigestTest.SHORT)) {
        var target = Repository.parse(wire.address() + "/a");
        var pushed = registry.push(image, new Push(target, List.of("1")), Progress.none());
        assertEquals(7, pushed.uploaded());
        assertEquals(image.digest(), registry.resolve(target.tagged("1")).digest());
      }
      assertTrue(wire.cuts() >= 3, wire.cuts() + " cuts");
    }
  }
}
