package belay.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.host.Host;
import belay.host.Log;
import belay.host.Progress;
import belay.host.Streams;
import belay.image.Digest;
import belay.image.ImageRef;
import belay.image.Repository;
import belay.layout.Choice;
import belay.layout.Images;
import belay.peers.Peer;
import belay.peers.Tool;
import belay.registry.Registry;
import belay.registry.RegistrySettings;
import belay.registry.push.Push;
import belay.registry.push.Pushed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each kind of image on disk, pushed by our own client to our own registry, is read back by an
/// independent one.
final class OurClientTest {
  private final Path temp;
  private final LoopbackCertificate certificate;
  private final LoopbackRegistry server;

  OurClientTest(@TempDir Path temp) {
    this.temp = temp;
    this.certificate = LoopbackCertificate.make(temp.resolve("tls"));
    this.server = LoopbackRegistry.start(temp.resolve("registry"), certificate);
  }

  @BeforeEach
  void makeImage() throws IOException {
    Files.createDirectory(temp.resolve("trusted"));
    Files.copy(certificate.file(), temp.resolve("trusted/authority.crt"));
    SampleImage.write(temp.resolve("layout"), "app", 1);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Pushed push(String file, String repository) {
    var nothing = new PrintStream(OutputStream.nullOutputStream());
    var streams =
        new Streams(new ByteArrayInputStream(new byte[0]), nothing, nothing, false, false, false);
    var env =
        Map.of(
            "HOME", temp.toString(),
            "BELAY_CACHE_DIR", temp.resolve("cache").toString(),
            "SSL_CERT_FILE", certificate.file().toString());
    var host = new Host(temp, env, streams, InstantSource.system(), RandomGenerator.getDefault());
    var target = Repository.parse(server.address() + "/" + repository);
    try (var registry = Registry.open(host, Log.none(), RegistrySettings.defaults());
        var image = Images.open(temp.resolve(file), new Choice.Only())) {
      var pushed = registry.push(image, new Push(target, List.of("1")), Progress.none());
      assertEquals(image.root().digest(), pushed.image().digest());
      assertEquals(pushed.image(), registry.resolve(ImageRef.parse(target + ":1")));
      return pushed;
    }
  }

  private byte[] skopeo(String... arguments) throws Exception {
    Peer.require("skopeo", "umoci");
    var command = new ArrayList<>(List.of("skopeo"));
    command.addAll(List.of(arguments));
    return Tool.run(temp, command.toArray(String[]::new));
  }

  private Digest digest(String repository) throws Exception {
    var image = "docker://%s/%s:1".formatted(server.address(), repository);
    return Digest.of(skopeo("inspect", "--cert-dir=trusted", "--raw", image));
  }

  @ParameterizedTest
  @ValueSource(strings = {"layout", "layout.tar", "layout.tgz"})
  void anIndexGoesUpWhole(String file) throws Exception {
    Tool.run(temp.resolve("layout"), "tar", "-cf", "../layout.tar", ".");
    Tool.run(temp.resolve("layout"), "tar", "-czf", "../layout.tgz", ".");
    var pushed = push(file, "team/app");
    assertEquals(pushed.image().digest(), digest("team/app"));
    assertEquals(5, pushed.uploaded());
    assertEquals(0, push(file, "team/app").uploaded());
    assertEquals(0, push(file, "team/other").uploaded());
  }

  @Test
  void whatDockerSavedIsPulledByOthers() throws Exception {
    skopeo("copy", "-q", "oci:layout:1", "docker-archive:saved.tar:app:1");
    var pushed = push("saved.tar", "team/saved");
    assertEquals(pushed.image().digest(), digest("team/saved"));
    skopeo(
        "copy",
        "-q",
        "--src-cert-dir=trusted",
        "docker://%s/team/saved:1".formatted(server.address()),
        "oci:pulled:1");
    Tool.run(temp, "umoci", "unpack", "--rootless", "--image", "pulled:1", "bundle");
    assertTrue(Files.exists(temp.resolve("bundle/rootfs/app/about.yaml")));
  }
}
