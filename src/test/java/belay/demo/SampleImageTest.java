package belay.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import belay.image.Digest;
import belay.layout.Choice;
import belay.layout.ImageSource;
import belay.layout.Images;
import belay.layout.oci.Descriptor;
import belay.layout.oci.Manifest;
import belay.peers.Peer;
import belay.peers.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SampleImageTest {
  @TempDir Path temp;

  @Test
  void theSameImageIsMadeEverywhere() {
    assertEquals(
        "sha256:cc06ce65863da339b8bb14c07223414993614597e8d82e9b8fec403b1da58966",
        SampleImage.write(temp.resolve("a"), "core-cqrs-command", 1).toString());
    assertNotEquals(
        SampleImage.write(temp.resolve("b"), "core-cqrs-command", 2),
        SampleImage.write(temp.resolve("c"), "core-cqrs-query", 2));
  }

  @Test
  void allOfItIsWhatItsDigestsSay() {
    var digest = SampleImage.write(temp, "app", 7);
    try (var image = Images.open(temp, new Choice.Named("7"))) {
      assertEquals(digest, image.root().digest());
      verifyAll(image, image.root());
      var index = Manifest.parse(image.root().mediaType(), image.manifest(image.root()));
      assertEquals(2, index.manifests().size());
    }
  }

  private static void verifyAll(ImageSource image, Descriptor part) {
    var manifest = Manifest.parse(part.mediaType(), image.manifest(part));
    manifest.manifests().forEach(child -> verifyAll(image, child));
    manifest.config().ifPresent(image::verify);
    manifest.layers().forEach(image::verify);
  }

  @Test
  void skopeoAndUmociTakeIt() throws Exception {
    Peer.require("skopeo", "umoci");
    var digest = SampleImage.write(temp.resolve("layout"), "app", 1);
    assertEquals(digest, Digest.of(Tool.run(temp, "skopeo", "inspect", "--raw", "oci:layout:1")));
    for (var architecture : new String[] {"amd64", "arm64"}) {
      Tool.run(
          temp,
          "skopeo",
          "--override-arch",
          architecture,
          "copy",
          "-q",
          "oci:layout:1",
          "oci:%s:1".formatted(architecture));
      var config =
          new String(
              Tool.run(temp, "skopeo", "inspect", "--config", "oci:%s:1".formatted(architecture)),
              UTF_8);
      assertEquals(
          true, config.contains("\"architecture\": \"%s\"".formatted(architecture)), config);
      Tool.run(
          temp,
          "umoci",
          "unpack",
          "--rootless",
          "--image",
          architecture + ":1",
          architecture + ".d");
      assertEquals(
          "name: app\nversion: 1\nplatform: linux/%s\n".formatted(architecture),
          Files.readString(temp.resolve(architecture + ".d/rootfs/app/about.yaml")));
    }
  }
}
