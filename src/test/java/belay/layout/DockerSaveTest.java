package belay.layout;

import static belay.layout.TestLayout.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Digest;
import belay.layout.oci.Manifest;
import belay.layout.oci.MediaTypes;
import belay.peers.Peer;
import belay.peers.Tool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DockerSaveTest {
  private static final byte[] BASE = new Tar().file("etc/name", "base").end();
  private static final byte[] APP = new Tar().file("app", "hello").end();
  private static final String CONFIG =
      "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/app\"]},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"%s\",\"%s\",\"%s\"]}}"
          .formatted(Digest.of(BASE), Digest.of(APP), Digest.of(BASE));
  private static final String CONFIG_NAME = Digest.of(CONFIG.getBytes(UTF_8)).hex() + ".json";

  private static final String GOLDEN =
      """
      {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",\
      "config":{"mediaType":"application/vnd.oci.image.config.v1+json",\
      "digest":"sha256:3c1ae600c13e8c21d5df07052ff2fc1662119b6c7c24719011764bda3d5b7539","size":325},\
      "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar",\
      "digest":"sha256:1a047e38019deb617ec030021f74696780f707eba4bd57acd2827e79815936fd","size":2048},\
      {"mediaType":"application/vnd.oci.image.layer.v1.tar",\
      "digest":"sha256:160929d8b139614c8cf3397875dd4aa0a231ff28314036058ad90476a86fd2bf","size":2048},\
      {"mediaType":"application/vnd.oci.image.layer.v1.tar",\
      "digest":"sha256:1a047e38019deb617ec030021f74696780f707eba4bd57acd2827e79815936fd","size":2048}]}\
      """;

  @TempDir Path temp;

  /// As Docker before 25 wrote it: one folder a layer, a layer that comes again is a link.
  static Tar saved() {
    return new Tar()
        .file("1/layer.tar", BASE)
        .file("2/layer.tar", APP)
        .link('2', "3/layer.tar", "../1/layer.tar")
        .file(CONFIG_NAME, CONFIG)
        .file("manifest.json", list(CONFIG_NAME, "app:1"));
  }

  private static String list(String config, String name) {
    return "[{\"Config\":\"%s\",\"RepoTags\":[\"%s\"],\"Layers\":[\"1/layer.tar\",\"2/layer.tar\",\"3/layer.tar\"]}]"
        .formatted(config, name);
  }

  private Path write(Tar tar) throws IOException {
    var file = temp.resolve("saved.tar");
    Files.write(file, tar.end());
    return file;
  }

  private Failure failure(Tar tar, Choice choice) throws IOException {
    var file = write(tar);
    var failure =
        assertThrows(
            Failure.class,
            () -> {
              try (var image = Images.open(file, choice)) {
                ArchiveTest.verifyAll(image, image.root());
              }
            });
    return failure;
  }

  /// The digest must never change: what was deployed by it has to be found again.
  @Test
  void theManifestMadeIsTheSameEverywhereAndForEver() throws Exception {
    try (var image = Images.open(write(saved()), new Choice.Only())) {
      assertEquals(GOLDEN, new String(image.manifest(image.root()), UTF_8));
      assertEquals(
          Digest.parse("sha256:1189036401281bd066ed35dd05d8543122a60a2e4493010a73277309d69581d4"),
          image.root().digest());
      ArchiveTest.verifyAll(image, image.root());
    }
  }

  @Test
  void anImageIsChosenByItsTag() throws Exception {
    var file = write(saved());
    for (var name : List.of("app:1", "docker.io/library/app:1")) {
      try (var image = Images.open(file, new Choice.Named(name))) {
        assertEquals(MediaTypes.OCI_MANIFEST, image.root().mediaType());
      }
    }
    var failure = failure(saved(), new Choice.Named("app:2"));
    assertEquals(Kind.NOT_FOUND, failure.kind());
    assertEquals("no image named \"app:2\" in \"%s\"".formatted(file), failure.what());
    assertEquals("app:1 (%s)".formatted(CONFIG_NAME), failure.causes().getFirst());
  }

  @Test
  void severalImagesAreListed() throws Exception {
    var other = CONFIG.replace("/app", "/other");
    var name = Digest.of(other.getBytes(UTF_8)).hex() + ".json";
    var both = list(CONFIG_NAME, "app:1").replace("}]", "},") + list(name, "app:2").substring(1);
    var tar = saved().file(name, other).file("manifest.json", both);
    var failure = failure(tar, new Choice.Only());
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals(
        List.of("app:1 (%s)".formatted(CONFIG_NAME), "app:2 (%s)".formatted(name)),
        failure.causes());
    try (var image = Images.open(write(tar), new Choice.Named("app:2"))) {
      var manifest = Manifest.parse(image.root().mediaType(), image.manifest(image.root()));
      assertEquals(Digest.of(other.getBytes(UTF_8)), manifest.config().orElseThrow().digest());
    }
  }

  @Test
  void aLayerThatIsNotWhatTheConfigurationSaysIsRefused() throws Exception {
    var failure = failure(saved().file("2/layer.tar", new byte[APP.length]), new Choice.Only());
    assertEquals(Kind.REFUSED, failure.kind());
    assertEquals(
        "2/layer.tar in \"%s\" is not what its digest says".formatted(temp.resolve("saved.tar")),
        failure.what());
    assertEquals(
        "expected %s, found %s".formatted(Digest.of(APP), Digest.of(new byte[APP.length])),
        failure.causes().getFirst());
  }

  @Test
  void aChangedConfigurationIsRefused() throws Exception {
    var failure = failure(saved().file(CONFIG_NAME, CONFIG + " "), new Choice.Only());
    assertEquals(
        "%s in \"%s\" is not what its digest says"
            .formatted(CONFIG_NAME, temp.resolve("saved.tar")),
        failure.what());
  }

  @Test
  void compressedLayersAreTypedByTheirBytes() throws Exception {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(APP);
    }
    try (var image =
        Images.open(write(saved().file("2/layer.tar", out.toByteArray())), new Choice.Only())) {
      var layer =
          Manifest.parse(image.root().mediaType(), image.manifest(image.root())).layers().get(1);
      assertEquals("application/vnd.oci.image.layer.v1.tar+gzip", layer.mediaType());
      assertEquals(Digest.of(out.toByteArray()), layer.digest());
      ArchiveTest.verifyAll(image, image.root());
    }
    out.reset();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(BASE);
    }
    var failure = failure(saved().file("2/layer.tar", out.toByteArray()), new Choice.Only());
    assertEquals(
        "expected %s, found %s".formatted(Digest.of(APP), Digest.of(BASE)),
        failure.causes().getFirst());
  }

  @Test
  void whatTheListNamesMustBeThere() throws Exception {
    var failure =
        failure(saved().file("manifest.json", list("../" + CONFIG_NAME, "a")), new Choice.Only());
    assertTrue(
        failure.causes().contains("\"../%s\" is not a path in the archive".formatted(CONFIG_NAME)));
    var missing = failure(saved().file("manifest.json", list("none.json", "a")), new Choice.Only());
    assertEquals("there is no none.json in it", missing.causes().getFirst());
    var fewer =
        failure(
            saved().file("manifest.json", list(CONFIG_NAME, "a").replace(",\"3/layer.tar\"", "")),
            new Choice.Only());
    assertEquals(
        "%s names 3 layers, manifest.json 2".formatted(CONFIG_NAME), fewer.causes().getFirst());
  }

  /// Docker 25 and later: both kinds in one archive.
  @Test
  void theOciPartCountsWhenItIsComplete() throws Exception {
    var layout = TestLayout.in(temp.resolve("both"));
    var image = layout.image("oci");
    layout.root(json(image, ""));
    var tar = saved();
    for (var path : List.of("oci-layout", "index.json", "blobs/sha256/" + image.digest().hex())) {
      tar.file(path, Files.readAllBytes(layout.folder().resolve(path)));
    }
    try (var source = Images.open(write(tar), new Choice.Only())) {
      assertEquals("1/layer.tar", firstLayerPath(source));
    }
    try (var blobs = Files.list(layout.folder().resolve("blobs/sha256"))) {
      for (var blob : blobs.toList()) {
        tar.file("blobs/sha256/" + blob.getFileName(), Files.readAllBytes(blob));
      }
    }
    try (var source = Images.open(write(tar), new Choice.Only())) {
      assertEquals(image.digest(), source.root().digest());
    }
  }

  private static String firstLayerPath(ImageSource source) {
    var layers = Manifest.parse(source.root().mediaType(), source.manifest(source.root())).layers();
    return layers.getFirst().digest().equals(Digest.of(BASE)) ? "1/layer.tar" : "another";
  }

  @Test
  void skopeosArchiveIsReadAndOurManifestIsReadByOthers() throws Exception {
    Peer.require("skopeo", "umoci");
    Files.writeString(temp.resolve("file"), "content");
    Tool.run(temp, "umoci", "init", "--layout", "img");
    Tool.run(temp, "umoci", "new", "--image", "img:1");
    Tool.run(temp, "umoci", "insert", "--rootless", "--image", "img:1", "file", "/file");
    Tool.run(temp, "skopeo", "copy", "-q", "oci:img:1", "docker-archive:saved.tar:app:1");
    var layout = TestLayout.in(temp.resolve("made"));
    try (var image = Images.open(temp.resolve("saved.tar"), new Choice.Named("app:1"))) {
      var manifest = Manifest.parse(image.root().mediaType(), image.manifest(image.root()));
      assertEquals(1, manifest.layers().size());
      for (var part :
          List.of(image.root(), manifest.config().orElseThrow(), manifest.layers().getFirst())) {
        try (var in = image.blob(part, 0)) {
          layout.blob(part.mediaType(), in.readAllBytes());
        }
      }
      layout.root(json(image.root(), TestLayout.named("1")));
    }
    Tool.run(temp, "skopeo", "copy", "-q", "oci:made:1", "oci:copied:1");
    Tool.run(temp, "umoci", "unpack", "--rootless", "--image", "made:1", "bundle");
    assertEquals("content", Files.readString(temp.resolve("bundle/rootfs/file")));
  }
}
