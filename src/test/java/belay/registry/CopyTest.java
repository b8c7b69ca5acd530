package belay.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Log;
import belay.host.Progress;
import belay.image.ImageRef;
import belay.image.Platform;
import belay.image.Repository;
import belay.peers.DockerRegistry;
import belay.peers.Hosts;
import belay.peers.Peer;
import belay.peers.Tool;
import belay.registry.push.Push;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Images on their way from one registry to another, between real ones.
final class CopyTest {
  @TempDir private Path home;

  private Registry client() {
    return Registry.open(Hosts.at(home), Log.none(), RegistrySettings.defaults());
  }

  private static byte[] noise(int size) {
    var bytes = new byte[size];
    new SplittableRandom(size).nextBytes(bytes);
    return bytes;
  }

  private static TestImage index() {
    Map<TestImage, String> children = new LinkedHashMap<>();
    children.put(TestImage.of("linux/amd64", noise(20 << 20), noise(5)), "linux/amd64");
    children.put(TestImage.of("linux/arm64", noise(7)), "linux/arm64");
    return TestImage.index(children);
  }

  @Test
  void aWholeIndexKeepsItsDigestAndItsLargeLayers() throws Exception {
    Peer.require("docker-registry", "skopeo");
    try (var from = DockerRegistry.anonymous();
        var to = DockerRegistry.anonymous();
        var client = client()) {
      var source = new Repository(from.address(), "shop/api");
      var target = new Repository(to.address(), "prod/api");
      var image = client.push(index(), new Push(source, List.of()), Progress.none()).image();

      var copied = client.copy(image, target, Progress.none());

      assertEquals(target.pinned(image.digest()), copied.image());
      assertEquals(5, copied.uploaded());
      assertEquals(List.of(), client.missing(List.of(target.pinned(image.digest()))));
      assertEquals(
          List.of(List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64"))),
          client.platforms(List.of(target.pinned(image.digest()))));
      Tool.run(
          home,
          "skopeo",
          "copy",
          "--all",
          "--src-tls-verify=false",
          "docker://" + target.pinned(image.digest()),
          "dir:" + home.resolve("pulled"));
    }
  }

  @Test
  void withinOneRegistryBlobsAreMounted() throws Exception {
    Peer.require("docker-registry");
    try (var server = DockerRegistry.anonymous();
        var client = client()) {
      var source = new Repository(server.address(), "shop/api");
      var target = new Repository(server.address(), "prod/api");
      var image = client.push(index(), new Push(source, List.of()), Progress.none()).image();
      var copied = client.copy(image, target, Progress.none());
      assertEquals(5, copied.mounted());
      assertEquals(0, copied.uploaded());
    }
  }

  @Test
  void allThatIsMissingIsTold() throws Exception {
    Peer.require("docker-registry");
    try (var server = DockerRegistry.anonymous();
        var client = client()) {
      var source = new Repository(server.address(), "shop/api");
      var single = TestImage.of("linux/arm64", noise(9));
      var there = client.push(single, new Push(source, List.of()), Progress.none()).image();
      var gone = (ImageRef.Pinned) ImageRef.parse(source + "@sha256:" + "0".repeat(64));
      var elsewhere =
          (ImageRef.Pinned) ImageRef.parse(server.address() + "/no/such@sha256:" + "1".repeat(64));
      assertEquals(List.of(gone, elsewhere), client.missing(List.of(gone, there, elsewhere)));
      assertEquals(
          List.of(List.of(Platform.parse("linux/arm64"))), client.platforms(List.of(there)));
      var failure =
          assertThrows(
              Failure.class,
              () -> client.copy(gone, new Repository(server.address(), "x/y"), Progress.none()));
      assertEquals(Kind.NOT_FOUND, failure.kind());
      assertTrue(failure.what().startsWith("no image sha256:0000"), failure.what());
    }
  }
}
