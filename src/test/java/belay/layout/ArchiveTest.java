package belay.layout;

import static belay.layout.TestLayout.json;
import static belay.layout.TestLayout.named;
import static belay.layout.TestLayout.on;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Digest;
import belay.layout.oci.Descriptor;
import belay.layout.oci.Manifest;
import belay.layout.oci.MediaTypes;
import belay.layout.tar.ArchiveFile;
import belay.layout.tar.TarTree;
import belay.peers.Peer;
import belay.peers.Tool;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchiveTest {
  private static final Choice ONLY = new Choice.Only();

  @TempDir Path temp;
  private TestLayout layout = new TestLayout(Path.of("unset"));

  @BeforeEach
  void makeLayout() throws Exception {
    layout = TestLayout.in(temp.resolve("app"));
  }

  private Path tar(String... options) throws IOException {
    Peer.require("tar");
    var command = new ArrayList<>(List.of("tar"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cf", "../app.tar", "."));
    Tool.run(layout.folder(), command.toArray(String[]::new));
    return temp.resolve("app.tar");
  }

  /// Reads all that an image consists of, as a push does.
  static void verifyAll(ImageSource image, Descriptor part) {
    image.verify(part);
    if (MediaTypes.isIndex(part.mediaType()) || MediaTypes.isManifest(part.mediaType())) {
      var manifest = Manifest.parse(part.mediaType(), image.manifest(part));
      manifest.manifests().forEach(child -> verifyAll(image, child));
      manifest.config().ifPresent(image::verify);
      manifest.layers().forEach(image::verify);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--gzip", "--format=posix", "--sparse --gzip", "--format=v7"})
  void aLayoutInAnArchiveIsTheSameImage(String options) throws Exception {
    var index =
        layout.index(json(layout.image("a"), on("amd64")), json(layout.image("b"), on("arm64")));
    layout.root(json(index, named("app:1")));
    var archive = tar(options.isEmpty() ? new String[0] : options.split(" "));
    try (var image = Images.open(archive, ONLY)) {
      assertEquals(index.digest(), image.root().digest());
      verifyAll(image, image.root());
    }
  }

  @Test
  void nothingIsLeftOfADecompressedArchive() throws Exception {
    layout.root(json(layout.image("a"), ""));
    var archive = tar("--gzip");
    var before = temporaryFiles();
    try (var image = Images.open(archive, ONLY)) {
      verifyAll(image, image.root());
      assertEquals(before, temporaryFiles());
    }
  }

  private static List<Path> temporaryFiles() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(f -> f.getFileName().toString().matches("belay-.*\\.tar")).toList();
    }
  }

  @Test
  void theDigestIsWhatSkopeoSays() throws Exception {
    Peer.require("skopeo", "umoci");
    var umoci = temp.resolve("umoci");
    Files.createDirectory(umoci);
    Files.writeString(umoci.resolve("file"), "content");
    Tool.run(umoci, "umoci", "init", "--layout", "img");
    Tool.run(umoci, "umoci", "new", "--image", "img:1");
    Tool.run(umoci, "umoci", "insert", "--rootless", "--image", "img:1", "file", "/file");
    Tool.run(umoci, "umoci", "config", "--image", "img:1", "--tag", "2", "--author", "me");
    Tool.run(umoci, "skopeo", "copy", "-q", "oci:img:2", "oci-archive:two.tar:app:2");
    for (var name : List.of("1", "2")) {
      var raw = Tool.run(umoci, "skopeo", "inspect", "--raw", "oci:img:" + name);
      try (var image = Images.open(umoci.resolve("img"), new Choice.Named(name))) {
        assertEquals(Digest.of(raw), image.root().digest());
        verifyAll(image, image.root());
      }
    }
    var raw = Tool.run(umoci, "skopeo", "inspect", "--raw", "oci-archive:two.tar");
    try (var image = Images.open(umoci.resolve("two.tar"), new Choice.Named("app:2"))) {
      assertEquals(Digest.of(raw), image.root().digest());
      verifyAll(image, image.root());
    }
  }

  @Test
  void otherCompressionsAreNamed() throws Exception {
    Peer.require("xz");
    layout.root(json(layout.image("a"), ""));
    var failure = assertThrows(Failure.class, () -> Images.open(tar("--xz"), ONLY));
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals("decompress it first: xz -d " + temp.resolve("app.tar"), failure.help());
  }

  @Test
  void aLayoutOneFolderDeeperIsNotFoundButDescribed() throws Exception {
    layout.root(json(layout.image("a"), ""));
    Tool.run(temp, "tar", "-cf", "deep.tar", "app");
    var failure = assertThrows(Failure.class, () -> Images.open(temp.resolve("deep.tar"), ONLY));
    assertTrue(
        failure
            .causes()
            .getFirst()
            .startsWith("it has no oci-layout and no manifest.json, but holds app"),
        failure.causes().getFirst());
  }

  @Test
  void aBrokenGzipIsDamage() throws Exception {
    layout.root(json(layout.image("a"), ""));
    var archive = tar("--gzip");
    var bytes = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(bytes, bytes.length - 4));
    var failure = assertThrows(Failure.class, () -> Images.open(archive, ONLY));
    assertEquals("the archive \"%s\" is damaged".formatted(archive), failure.what());
    bytes[bytes.length - 6] ^= 1;
    Files.write(archive, bytes);
    var broken = assertThrows(Failure.class, () -> Images.open(archive, ONLY));
    assertTrue(broken.causes().getFirst().startsWith("its gzip compression is broken"));
  }

  @Test
  void threeGibibytesAreVerifiedInLittleMemory() throws Exception {
    layout.root(json(layout.image("a"), ""));
    var size = 3L << 30;
    var digest =
        Digest.parse("sha256:305b66a59d15b252092fbda9d09711230c429f351897cbd430e7b55a35fd3b97");
    var layer = new Descriptor("application/vnd.oci.image.layer.v1.tar", digest, size);
    var archive = withHole(tar(), "blobs/sha256/" + digest.hex(), size);
    try (var file = new RandomAccessFile(layout.path(digest).toFile(), "rw")) {
      file.setLength(size);
    }
    for (var path : List.of(layout.folder(), archive)) {
      try (var image = Images.open(path, ONLY)) {
        var before = allocated();
        image.verify(layer);
        assertTrue(allocated() - before < 16 << 20, path.toString());
        try (var in = image.blob(layer, size - 1)) {
          assertEquals(0, in.read());
          assertEquals(-1, in.read());
        }
      }
    }
  }

  /// An archive with one file more, of zeros that take no room on the disk.
  private Path withHole(Path archive, String name, long size) throws IOException {
    var whole = temp.resolve("hole.tar");
    try (var out = new RandomAccessFile(whole.toFile(), "rw")) {
      out.write(Tar.header(name, '0', "", size));
      out.seek(out.length() + size);
      out.write(Files.readAllBytes(archive));
    }
    return whole;
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  /// Whatever bytes an archive has, the worst that comes of it is a message.
  @Test
  void mutilatedArchivesAreOnlyEverFailures() throws Exception {
    var index =
        layout.index(json(layout.image("a"), on("amd64")), json(layout.image("b"), on("arm64")));
    layout.root(json(index, named("app:1")));
    var random = new SplittableRandom(3);
    for (var whole :
        List.of(
            Files.readAllBytes(tar("--format=posix")),
            Files.readAllBytes(tar("--gzip")),
            DockerSaveTest.saved().end())) {
      for (var i = 0; i < 600; i++) {
        var bytes = Arrays.copyOf(whole, i % 3 == 0 ? random.nextInt(whole.length) : whole.length);
        for (var j = random.nextInt(6); j > 0 && bytes.length > 0; j--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        var file = temp.resolve("fuzz.tar");
        Files.write(file, bytes);
        try (var image = Images.open(file, ONLY)) {
          verifyAll(image, image.root());
        } catch (Failure failure) {
          assertTrue(failure.kind() != Kind.BUG, failure.what());
        }
      }
    }
  }

  /// The same for archives whose headers are sums-correct nonsense.
  @Test
  void nonsenseInHeadersIsOnlyEverAFailure() throws Exception {
    var random = new SplittableRandom(7);
    var types = "000011223456xxxxggLKSX7D";
    var words =
        List.of(
            "12 path=a/b\n",
            "9 path=\n",
            "7 size=\n",
            "99999999999 size=1\n",
            "8 size=",
            "11 size=-1\n",
            "22 GNU.sparse.major=1\n",
            "22 GNU.sparse.minor=0\n",
            "27 GNU.sparse.realsize=100\n",
            "23 GNU.sparse.size=100\n",
            "24 GNU.sparse.map=0,10\n",
            "5 a=\n",
            "4 a=",
            "x",
            "\0",
            "2\n0\n512\n");
    for (var i = 0; i < 4000; i++) {
      var tar = new Tar();
      for (var j = 1 + random.nextInt(6); j > 0; j--) {
        var data = new StringBuilder();
        for (var k = random.nextInt(4); k > 0; k--) {
          data.append(words.get(random.nextInt(words.size())));
        }
        var type = types.charAt(random.nextInt(types.length()));
        tar.entry(
            "n" + random.nextInt(3),
            type,
            "n" + random.nextInt(3),
            data.toString().getBytes(UTF_8));
      }
      var file = temp.resolve("fuzz.tar");
      Files.write(file, tar.end());
      try (var tree = new TarTree(ArchiveFile.open(file))) {
        for (var name : tree.sample()) {
          tree.find(name).ifPresent(content -> Documents.read(tree.where(), content));
        }
      } catch (Failure failure) {
        assertEquals(Kind.REFUSED, failure.kind(), failure.what());
      }
    }
  }

  @Test
  void manyThreadsReadOneArchive() throws Exception {
    List<Descriptor> blobs = new ArrayList<>();
    for (var i = 0; i < 16; i++) {
      var bytes = new byte[200_000 + i];
      Arrays.fill(bytes, (byte) i);
      blobs.add(layout.blob("application/octet-stream", bytes));
    }
    layout.root(json(layout.image("a"), ""));
    try (var image = Images.open(tar(), ONLY);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> reads = new ArrayList<>();
      for (var round = 0; round < 8; round++) {
        blobs.forEach(blob -> reads.add(threads.submit(() -> image.verify(blob))));
      }
      for (var read : reads) {
        read.get();
      }
    }
  }
}
