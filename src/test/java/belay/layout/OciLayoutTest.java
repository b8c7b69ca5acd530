package belay.layout;

import static belay.layout.TestLayout.json;
import static belay.layout.TestLayout.named;
import static belay.layout.TestLayout.on;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Digest;
import belay.layout.oci.Descriptor;
import belay.layout.oci.Manifest;
import belay.layout.oci.MediaTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OciLayoutTest {
  @TempDir Path temp;
  private TestLayout layout = new TestLayout(Path.of("unset"));

  @BeforeEach
  void makeLayout() throws Exception {
    layout = TestLayout.in(temp.resolve("app"));
  }

  private Descriptor root(Choice choice) {
    try (var image = Images.open(layout.folder(), choice)) {
      return image.root();
    }
  }

  private Failure failure(Choice choice) {
    return assertThrows(Failure.class, () -> root(choice));
  }

  @Test
  void theOnlyImageIsTaken() throws Exception {
    var image = layout.image("one");
    layout.root(json(image, named("app:1")));
    assertEquals(image.digest(), root(new Choice.Only()).digest());
    assertEquals(image.digest(), root(new Choice.AllPlatforms()).digest());
  }

  @Test
  void oneImageByTwoNamesIsOne() throws Exception {
    var image = layout.image("one");
    layout.root(json(image, named("1")), json(image, named("latest")));
    assertEquals(image.digest(), root(new Choice.Only()).digest());
  }

  @Test
  void anIndexInTheIndexGoesWhole() throws Exception {
    var inner =
        layout.index(json(layout.image("a"), on("amd64")), json(layout.image("b"), on("arm64")));
    var outer = layout.index(json(inner, ""));
    layout.root(json(outer, ""));
    try (var image = Images.open(layout.folder(), Optional.empty())) {
      assertEquals(outer.digest(), image.root().digest());
      var children = Manifest.parse(outer.mediaType(), image.manifest(image.root())).manifests();
      assertEquals(inner.digest(), children.getFirst().digest());
      var platforms = Manifest.parse(inner.mediaType(), image.manifest(inner)).manifests();
      assertEquals("linux/arm64", platforms.getLast().platform().orElseThrow().toString());
    }
  }

  @Test
  void anImageIsChosenByName() throws Exception {
    var one = layout.image("one");
    var two = layout.image("two");
    layout.root(json(one, named("1")), json(two, named("app:2")));
    assertEquals(one.digest(), root(new Choice.Named("1")).digest());
    assertEquals(two.digest(), root(new Choice.Named("docker.io/library/app:2")).digest());
    assertEquals(two.digest(), root(new Choice.Named(two.digest().toString())).digest());
    assertEquals(two.digest(), Images.open(layout.folder(), Optional.of("app:2")).root().digest());
  }

  @Test
  void aNameInANestedIndexIsFoundToo() throws Exception {
    var deep = layout.image("deep");
    var index = layout.index(json(layout.image("other"), ""), json(deep, named("deep")));
    layout.root(json(index, named("all")));
    assertEquals(deep.digest(), root(new Choice.Named("deep")).digest());
    assertEquals(index.digest(), root(new Choice.Named("all")).digest());
  }

  @Test
  void severalImagesAreListedWhenNoneIsChosen() throws Exception {
    var one = layout.image("one");
    var two = layout.image("two");
    layout.root(json(one, named("1")), json(two, on("arm64")));
    var failure = failure(new Choice.Only());
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals(
        "\"%s\" holds 2 images and none was chosen".formatted(layout.folder()), failure.what());
    assertEquals("1 (no platform named) " + one.digest(), failure.causes().get(0));
    assertEquals("unnamed (linux/arm64) " + two.digest(), failure.causes().get(1));
    assertEquals("choose one by its name or digest with --name", failure.help());
  }

  @Test
  void thePlatformsOfOneImageAreNamedAsSuch() throws Exception {
    layout.root(json(layout.image("a"), on("amd64")), json(layout.image("b"), on("arm64")));
    assertEquals(
        "choose one by its name or digest with --name, or push all platforms as one index with"
            + " --all-platforms",
        failure(new Choice.Only()).help());
  }

  @Test
  void allPlatformsAreTheIndexItselfByteForByte() throws Exception {
    layout.root(json(layout.image("a"), on("amd64")), json(layout.image("b"), on("arm64")));
    var bytes = Files.readAllBytes(layout.folder().resolve("index.json"));
    try (var image = Images.open(layout.folder(), new Choice.AllPlatforms())) {
      assertEquals(
          new Descriptor(MediaTypes.OCI_INDEX, Digest.of(bytes), bytes.length), image.root());
      assertArrayEquals(bytes, image.manifest(image.root()));
      image.verify(image.root());
    }
  }

  @Test
  void imagesOfOnePlatformMakeNoIndex() throws Exception {
    layout.root(json(layout.image("a"), on("amd64")), json(layout.image("b"), on("amd64")));
    var failure = failure(new Choice.AllPlatforms());
    assertEquals(Kind.REFUSED, failure.kind());
    assertTrue(failure.what().endsWith("are not the platforms of one"), failure.what());
  }

  @Test
  void anUnknownNameIsNotFound() throws Exception {
    layout.root(json(layout.image("one"), named("1")));
    var failure = failure(new Choice.Named("2"));
    assertEquals(Kind.NOT_FOUND, failure.kind());
    assertEquals("no image named \"2\" in \"%s\"".formatted(layout.folder()), failure.what());
  }

  @Test
  void blobsMayBeLinksOutOfTheLayout() throws Exception {
    var image = layout.image("one");
    layout.root(json(image, ""));
    var cache = temp.resolve("cache");
    Files.move(layout.folder().resolve("blobs"), cache);
    Files.createDirectories(layout.folder().resolve("blobs/sha256"));
    try (var blobs = Files.list(cache.resolve("sha256"))) {
      for (var blob : blobs.toList()) {
        Files.createSymbolicLink(
            layout.folder().resolve("blobs/sha256/" + blob.getFileName()), blob);
      }
    }
    try (var source = Images.open(layout.folder(), new Choice.Only())) {
      var manifest = Manifest.parse(image.mediaType(), source.manifest(source.root()));
      var layer = manifest.layers().getFirst();
      source.verify(layer);
      source.verify(manifest.config().orElseThrow());
      try (var in = source.blob(layer, 512)) {
        assertEquals("one", new String(in.readNBytes(3), java.nio.charset.StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void aLinkToNothingNamesBazelsCure() throws Exception {
    var image = layout.image("one");
    layout.root(json(image, ""));
    Files.delete(layout.path(image.digest()));
    Files.createSymbolicLink(layout.path(image.digest()), temp.resolve("gone"));
    var failure = manifestFailure(image);
    assertTrue(failure.help().contains("--remote_download_outputs=all"), failure.help());
    assertEquals("it points to " + temp.resolve("gone"), failure.causes().getFirst());
  }

  private Failure manifestFailure(Descriptor image) {
    var failure =
        assertThrows(
            Failure.class,
            () -> {
              try (var source = Images.open(layout.folder(), new Choice.Only())) {
                source.manifest(image);
              }
            });
    assertEquals(Kind.REFUSED, failure.kind());
    return failure;
  }

  @Test
  void aPipeIsRefusedAtOnce() throws Exception {
    var image = layout.image("one");
    layout.root(json(image, ""));
    Files.delete(layout.path(image.digest()));
    assertEquals(
        0, new ProcessBuilder("mkfifo", layout.path(image.digest()).toString()).start().waitFor());
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> assertTrue(manifestFailure(image).what().contains("is not a file")));
  }

  @Test
  void aMissingManifestIsNamedWithItsPath() throws Exception {
    var image = layout.image("one");
    layout.root(json(image, ""));
    Files.delete(layout.path(image.digest()));
    var failure = manifestFailure(image);
    assertEquals("\"%s\" lacks %s".formatted(layout.folder(), image.digest()), failure.what());
    assertEquals(
        "there is no blobs/sha256/%s of %d bytes".formatted(image.digest().hex(), image.size()),
        failure.causes().getFirst());
  }

  @Test
  void aChangedBlobIsRefusedWithBothDigests() throws Exception {
    var blob = layout.blob("application/octet-stream", new byte[] {1, 2, 3});
    layout.root(json(layout.image("one"), ""));
    Files.write(layout.path(blob.digest()), new byte[] {1, 2, 4});
    try (var source = Images.open(layout.folder(), new Choice.Only())) {
      var failure = assertThrows(Failure.class, () -> source.verify(blob));
      assertEquals(
          "blobs/sha256/%s in \"%s\" is not what its digest says"
              .formatted(blob.digest().hex(), layout.folder()),
          failure.what());
      assertEquals(
          "expected %s, found %s".formatted(blob.digest(), Digest.of(new byte[] {1, 2, 4})),
          failure.causes().getFirst());
    }
  }

  @Test
  void aShorterBlobIsRefusedBeforeItIsRead() throws Exception {
    var blob = layout.blob("application/octet-stream", new byte[] {1, 2, 3});
    layout.root(json(layout.image("one"), ""));
    Files.write(layout.path(blob.digest()), new byte[] {1, 2});
    try (var source = Images.open(layout.folder(), new Choice.Only())) {
      var failure = assertThrows(Failure.class, () -> source.blob(blob, 0));
      assertTrue(failure.what().endsWith("has the wrong size"), failure.what());
      assertEquals(
          "expected 3 bytes of %s, found 2".formatted(blob.digest()), failure.causes().getFirst());
    }
  }

  @Test
  void aManifestOfMoreThanFourMebibytesIsNotRead() throws Exception {
    var blob = layout.blob(MediaTypes.OCI_MANIFEST, new byte[(4 << 20) + 1]);
    layout.root(json(layout.image("one"), ""));
    assertTrue(manifestFailure(blob).what().endsWith("is too large for what it should be"));
  }

  @Test
  void anotherVersionOfTheLayoutIsRefused() throws Exception {
    layout.root(json(layout.image("one"), ""));
    Files.writeString(layout.folder().resolve("oci-layout"), "{\"imageLayoutVersion\":\"2.0.0\"}");
    var failure = failure(new Choice.Only());
    assertEquals(Kind.REFUSED, failure.kind());
    assertEquals(
        "\"%s\" is an image layout of version \"2.0.0\"".formatted(layout.folder()),
        failure.what());
  }

  @Test
  void whatIsNoImageSaysWhatItIs() throws Exception {
    var missing =
        assertThrows(Failure.class, () -> Images.open(temp.resolve("x"), new Choice.Only()));
    assertEquals(Kind.NOT_FOUND, missing.kind());

    layout.root(json(layout.image("one"), ""));
    var above = assertThrows(Failure.class, () -> Images.open(temp, new Choice.Only()));
    assertEquals(Kind.USAGE, above.kind());
    assertEquals("pass " + layout.folder(), above.help());

    var other = Files.createDirectory(temp.resolve("other"));
    Files.writeString(other.resolve("README.md"), "hello");
    var none = assertThrows(Failure.class, () -> Images.open(other, new Choice.Only()));
    assertEquals("\"%s\" is not an image".formatted(other), none.what());
    assertEquals("it has no oci-layout, but holds README.md", none.causes().getFirst());

    var file = other.resolve("README.md");
    var text = assertThrows(Failure.class, () -> Images.open(file, new Choice.Only()));
    assertEquals("it is not a tar archive", text.causes().getFirst());

    var device =
        assertThrows(Failure.class, () -> Images.open(Path.of("/dev/zero"), new Choice.Only()));
    assertEquals("it is neither a directory nor a file", device.causes().getFirst());
  }

  @Test
  void anIndexThatMakesNoSenseIsDamaged() throws Exception {
    for (var json :
        new String[] {
          "",
          "[]",
          "{",
          "{} {}",
          "{\"manifests\":1}",
          "{\"manifests\":[{}]}",
          "null",
          "{\"manifests\":[],\"manifests\":[]}",
          "{\"manifests\":[],\"layers\":[]}",
          "{\"manifests\":[{\"mediaType\":\"a\",\"digest\":\"sha256:../../etc/passwd\",\"size\":1}]}",
          "{\"manifests\":[{\"mediaType\":\"a\",\"digest\":\"sha256:"
              + "a".repeat(64)
              + "\",\"size\":-1}]}",
          "[".repeat(5000)
        }) {
      Files.writeString(layout.folder().resolve("index.json"), json);
      var failure = failure(new Choice.Only());
      assertEquals(Kind.REFUSED, failure.kind(), json);
      assertEquals("index.json in \"%s\" is damaged".formatted(layout.folder()), failure.what());
    }
  }
}
