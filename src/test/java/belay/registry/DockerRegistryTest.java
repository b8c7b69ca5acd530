package belay.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Progress;
import belay.image.Digest;
import belay.image.ImageRef;
import belay.image.Platform;
import belay.image.Repository;
import belay.peers.DockerRegistry;
import belay.peers.Hosts;
import belay.peers.Lines;
import belay.peers.Peer;
import belay.registry.push.Push;
import belay.registry.push.Pushed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against distribution 2.8 without a login; the requests are counted in its own access log.
final class DockerRegistryTest {
  private static DockerRegistry server;
  @TempDir private Path home;

  @BeforeAll
  static void start() {
    server = DockerRegistry.anonymous();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private Registry open() {
    return Registry.open(Hosts.at(home), new Lines(), RegistrySettings.defaults());
  }

  private static Repository repository(String path) {
    return Repository.parse(server.address() + "/" + path);
  }

  private static Pushed push(Registry registry, TestImage image, String path, String... tags) {
    return registry.push(image, new Push(repository(path), List.of(tags)), Progress.none());
  }

  private interface Work {
    void run() throws Exception;
  }

  private static int requests(Work work) throws Exception {
    var before = server.requests().size();
    work.run();
    return server.requests().size() - before;
  }

  @Test
  void aFreshPushOfNLayersTakesTwoNPlusFourRequests() throws Exception {
    var image = TestImage.of("linux/amd64", TestImage.layers(20, 5000, 1));
    try (var registry = open()) {
      var pushed = push(registry, image, "fresh", "1");
      assertEquals(
          new Pushed(repository("fresh").pinned(image.digest()), 21, 0, 0, pushed.bytes(), 44),
          pushed);
      assertTrue(pushed.bytes() > 100_000, "" + pushed.bytes());
    }
  }

  @Test
  void aRepeatedPushTakesOneRequestAndReadsNoBlob() throws Exception {
    var image = TestImage.of("linux/amd64", TestImage.layers(5, 100, 2));
    try (var registry = open()) {
      push(registry, image, "repeated", "1");
    }
    var before = image.verified.get();
    try (var registry = open()) {
      var n = requests(() -> assertEquals(6, push(registry, image, "repeated", "1").present()));
      assertEquals(1, n);
      assertEquals(before, image.verified.get());
    }
  }

  @Test
  void aNewTagOfBlobsThatAreThereTakesOneRequestEach() throws Exception {
    var image = TestImage.of("linux/amd64", TestImage.layers(5, 100, 3));
    var more = TestImage.of("linux/arm64", TestImage.layers(5, 100, 3));
    try (var registry = open()) {
      push(registry, image, "tags", "1");
    }
    try (var registry =
        Registry.open(
            Hosts.at(home.resolve("elsewhere")), new Lines(), RegistrySettings.defaults())) {
      // without anything remembered: HEAD, 5 mounts, POST and PUT of the configuration, PUT
      var pushed = push(registry, more, "tags", "2");
      assertEquals(
          List.of(1, 0, 5, 9),
          List.of(pushed.uploaded(), pushed.mounted(), pushed.present(), pushed.requests()));
    }
  }

  @Test
  void aSecondRepositoryTakesTheBlobsOver() throws Exception {
    var image = TestImage.of("linux/amd64", TestImage.layers(20, 100, 4));
    try (var registry = open()) {
      push(registry, image, "second/a", "1");
    }
    try (var registry = open()) {
      var pushed = push(registry, image, "second/b", "1");
      assertEquals(
          List.of(0, 21, 0, 23),
          List.of(pushed.uploaded(), pushed.mounted(), pushed.present(), pushed.requests()));
    }
  }

  @Test
  void severalTagsAreSetAndOnlyThoseThatDiffer() throws Exception {
    var image = TestImage.of("linux/amd64", TestImage.layers(2, 100, 5));
    try (var registry = open()) {
      push(registry, image, "several", "a", "b");
      assertEquals(4, push(registry, image, "several", "a", "b", "c").requests());
      for (var tag : List.of("a", "b", "c")) {
        assertEquals(image.digest(), registry.resolve(repository("several").tagged(tag)).digest());
      }
    }
  }

  @Test
  void withoutATagTheImageIsThereByItsDigest() throws Exception {
    var image = TestImage.of("linux/amd64", TestImage.layers(1, 100, 6));
    try (var registry = open()) {
      var pushed = push(registry, image, "bare");
      assertEquals(pushed.image(), registry.resolve(pushed.image()));
      assertEquals(1, push(registry, image, "bare").requests());
    }
  }

  @Test
  void skopeoReadsWhatWasPushedByteForByte() throws Exception {
    Peer.require("skopeo");
    var image = TestImage.of("linux/amd64", TestImage.layers(3, 100, 7));
    try (var registry = open()) {
      push(registry, image, "skopeo", "1");
    }
    var process =
        new ProcessBuilder(
                "skopeo",
                "inspect",
                "--raw",
                "--tls-verify=false",
                "docker://" + repository("skopeo") + ":1")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(
        new String(image.bytes(), StandardCharsets.UTF_8),
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertEquals(0, process.waitFor());
  }

  @Test
  void anIndexGoesUpWholeAndItsSharedBlobsOnce() throws Exception {
    var shared = TestImage.layers(2, 3000, 8);
    Map<TestImage, String> inner = new LinkedHashMap<>();
    inner.put(TestImage.of("linux/arm64", shared), "linux/arm64/v8");
    Map<TestImage, String> outer = new LinkedHashMap<>();
    var amd = TestImage.of("linux/amd64", shared);
    outer.put(amd, "linux/amd64");
    outer.put(TestImage.index(inner), "");
    var index = TestImage.index(outer);
    try (var registry = open()) {
      var pushed = push(registry, index, "index", "1");
      assertEquals(4, pushed.uploaded());
      var ref = repository("index").tagged("1");
      assertEquals(index.digest(), registry.resolve(ref).digest());
      assertEquals(amd.digest(), registry.resolve(ref, Platform.parse("linux/amd64")).digest());
      assertEquals(
          inner.keySet().iterator().next().digest(),
          registry.resolve(ref, Platform.parse("linux/arm64")).digest());
      var failure =
          assertThrows(Failure.class, () -> registry.resolve(ref, Platform.parse("linux/s390x")));
      assertEquals(Kind.NOT_FOUND, failure.kind());
      assertEquals("no image for linux/s390x in " + ref, failure.what());
      assertEquals("it is there for linux/amd64, linux/arm64/v8", failure.help());
    }
  }

  @Test
  void anEmptyLayerIsALayer() {
    var image = TestImage.of("linux/amd64", new byte[0], new byte[] {1});
    try (var registry = open()) {
      assertEquals(3, push(registry, image, "empty", "1").uploaded());
    }
  }

  @Test
  void anImageOfOnePlatformIsCheckedForIt() {
    var image = TestImage.of("linux/amd64", TestImage.layers(1, 100, 9));
    try (var registry = open()) {
      push(registry, image, "single", "1");
      var ref = repository("single").tagged("1");
      assertEquals(image.digest(), registry.resolve(ref, Platform.parse("linux/amd64")).digest());
      var failure =
          assertThrows(Failure.class, () -> registry.resolve(ref, Platform.parse("linux/arm64")));
      assertEquals("it is there for linux/amd64", failure.help());
    }
  }

  @Test
  void aDigestTakesOneRequest() throws Exception {
    var image = TestImage.of("linux/amd64", TestImage.layers(1, 100, 10));
    try (var registry = open()) {
      push(registry, image, "one", "1");
    }
    try (var registry = open()) {
      var n =
          requests(() ->
              assertEquals(
                  image.digest(), registry.resolve(repository("one").tagged("1")).digest()));
      assertEquals(1, n);
    }
  }

  @Test
  void aThousandReferencesTakeAsManyRequestsAsTheyAreDifferent() throws Exception {
    var image = TestImage.of("linux/amd64", TestImage.layers(1, 100, 11));
    var tags = IntStream.range(0, 250).mapToObj(i -> "t" + i).toList();
    try (var registry = open()) {
      registry.push(image, new Push(repository("many"), tags), Progress.none());
      List<ImageRef> refs = new ArrayList<>();
      for (var i = 0; i < 1000; i++) {
        refs.add(repository("many").tagged("t" + i % 250));
      }
      var n = requests(() -> assertEquals(1000, registry.resolveAll(refs).size()));
      assertEquals(250, n);
    }
  }

  @Test
  void anImageThatIsToRunIsReadInOneRequest() throws Exception {
    var image = TestImage.of("linux/amd64", TestImage.layers(1, 100, 12));
    try (var registry = open()) {
      push(registry, TestImage.index(Map.of(image, "linux/amd64")), "run", "1");
      var refs = List.<ImageRef>of(repository("run").tagged("1"));
      var n = requests(() -> assertEquals(1, registry.images(refs).size()));
      assertEquals(1, n);
    }
  }

  @Test
  void anIndexOfNothingIsNotRun() throws Exception {
    var empty = TestImage.index(Map.of());
    var nested = TestImage.index(Map.of(empty, ""));
    try (var registry = open()) {
      for (var index : List.of(empty, nested)) {
        var pushed = push(registry, index, "empty", "1").image();
        for (var ref : List.<ImageRef>of(repository("empty").tagged("1"), pushed)) {
          var failure = assertThrows(Failure.class, () -> registry.images(List.of(ref)));
          assertEquals(Kind.REFUSED, failure.kind());
          assertEquals("%s is an index with no image in it".formatted(ref), failure.what());
          assertEquals(pushed, registry.resolve(ref), "digest only asks");
        }
        var failure = assertThrows(Failure.class, () -> registry.missing(List.of(pushed)));
        assertEquals(Kind.REFUSED, failure.kind());
      }
    }
  }

  @Test
  void whatIsNotThereIsSaidInWords() {
    try (var registry = open()) {
      var tag = assertThrows(Failure.class, () -> registry.resolve(repository("no").tagged("x")));
      assertEquals(Kind.NOT_FOUND, tag.kind());
      assertEquals("no tag \"x\" in " + repository("no"), tag.what());
      var digest = Digest.of(new byte[0]);
      var pinned =
          assertThrows(Failure.class, () -> registry.resolve(repository("no").pinned(digest)));
      assertEquals("no image %s in %s".formatted(digest, repository("no")), pinned.what());
    }
  }

  @Test
  void aSpoiltBlobIsRefusedBeforeAnythingIsSent() throws Exception {
    var image = TestImage.of("linux/amd64", TestImage.layers(3, 100, 12));
    image.spoil(Digest.of(TestImage.layers(3, 100, 12)[2]));
    try (var registry = open()) {
      var n =
          requests(() -> assertThrows(Failure.class, () -> push(registry, image, "spoilt", "1")));
      assertEquals(1, n, "only the question whether the tag is there");
    }
  }

  @Test
  void whatTheRegistryRefusesIsToldInItsOwnWords() {
    // distribution 2.8 names manifests by sha256 alone
    var image = TestImage.of(Digest.Algorithm.SHA512, "linux/amd64", TestImage.layers(1, 100, 13));
    try (var registry = open()) {
      var failure = assertThrows(Failure.class, () -> push(registry, image, "sha512", "1"));
      assertEquals(Kind.REFUSED, failure.kind());
      assertEquals(
          List.of(
              "the registry says: provided digest did not match uploaded content"
                  + " (DIGEST_INVALID)"),
          failure.causes());
    }
  }
}
