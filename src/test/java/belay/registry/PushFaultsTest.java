package belay.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Progress;
import belay.image.Digest;
import belay.image.Repository;
import belay.net.Timeouts;
import belay.peers.FaultyRegistry;
import belay.peers.Hosts;
import belay.peers.Lines;
import belay.registry.push.Push;
import belay.registry.push.Pushed;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pushing to registries and over networks that do not behave. One blob at a time, so that faults
/// hit what they are meant for: the layer of 1 MB comes first, the configuration after it.
final class PushFaultsTest {
  private static final int SIZE = 1_000_000;

  @TempDir private Path home;
  private final byte[] layer = TestImage.layers(1, SIZE, 1)[0];
  private final TestImage image = TestImage.of("linux/amd64", layer);
  private final AtomicLong advanced = new AtomicLong();
  private FaultyRegistry server;
  private Registry registry;

  @BeforeEach
  void start() {
    server = FaultyRegistry.start();
    registry = open(DigestTest.SHORT);
  }

  private Registry open(Timeouts timeouts) {
    var one =
        new RegistrySettings(Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), 1);
    return Registry.open(Hosts.at(home), new Lines(), one, timeouts);
  }

  @AfterEach
  void stop() throws Exception {
    registry.close();
    server.close();
  }

  private Pushed push() {
    return push("a");
  }

  private Pushed push(String path) {
    var target = Repository.parse(server.address() + "/" + path);
    return registry.push(image, new Push(target, List.of("1")), this::step);
  }

  private Progress.Step step(String what, long total) {
    return new Progress.Step() {
      @Override
      public void advance(long bytes) {
        if (what.startsWith("pushing")) {
          advanced.addAndGet(bytes);
        }
      }

      @Override
      public void close() {}
    };
  }

  private void assertThere(Pushed pushed) {
    assertEquals(image.digest(), pushed.image().digest());
    assertTrue(server.store().hasBlob("a", Digest.of(layer)));
    assertArrayEquals(image.bytes(), server.store().manifest("a", "1").orElseThrow());
    assertEquals(pushed.bytes(), advanced.get(), "what was sent again was taken back before");
  }

  private List<String> sent(String method) {
    return server.seen().stream()
        .filter(request -> request.method().equals(method))
        .map(request -> request.header("content-range") + " " + request.length())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"POST", "PUT"})
  void aBusyRegistryIsAskedAgainWhateverTheMethod(String method) {
    server.on(method, "/", 2, FaultyRegistry.status(429, "", "Retry-After: 0"));
    assertThere(push());
  }

  @ParameterizedTest
  @CsvSource({"408", "500", "502", "503", "504"})
  void aPassingErrorPasses(int status) {
    server.on("POST", "/", 1, FaultyRegistry.status(status, ""));
    server.on("PUT", "/blobs/", 1, FaultyRegistry.status(status, ""));
    server.on("PUT", "/manifests/", 1, FaultyRegistry.status(status, ""));
    assertThere(push());
  }

  @Test
  void aBrokenUploadGoesOnWhereItBroke() {
    server.on("PUT", "/blobs/", 1, server.cutAfter(600_000));
    assertThere(push());
    assertEquals(List.of("600000-999999 400000"), sent("PATCH"));
    assertEquals(0, server.store().misfits());
  }

  @Test
  void anUploadThatBreaksTwiceGoesOnTwice() {
    server.on("PUT", "/blobs/", 1, server.cutAfter(300_000));
    server.on("PATCH", "/blobs/", 1, server.cutAfter(300_000));
    assertThere(push());
    assertEquals(List.of("300000-999999 700000", "600000-999999 400000"), sent("PATCH"));
  }

  @Test
  void anUploadThatGetsOnIsNotGivenUp() {
    var large = TestImage.of("linux/amd64", TestImage.layers(1, 9 << 20, 2)[0]);
    server.on("PUT", "/blobs/", 1, server.cutAfter(1 << 20));
    server.on("PATCH", "/blobs/", 7, server.cutAfter(1 << 20));
    var target = Repository.parse(server.address() + "/large");
    registry.push(large, new Push(target, List.of("1")), Progress.none());
    assertTrue(sent("PATCH").size() > DigestTest.SHORT.attempts());
  }

  @Test
  void aBusyRegistryIsAskedAgainToGoOn() {
    server.on("PUT", "/blobs/", 1, server.cutAfter(300_000));
    server.on("PATCH", "/blobs/", 1, FaultyRegistry.status(429, "", "Retry-After: 0"));
    assertThere(push());
    assertEquals(2, sent("PATCH").size());
  }

  @Test
  void anUploadThatTheRegistryForgotBeginsAnew() {
    server.on(
        "PUT",
        "/blobs/",
        1,
        (_, in, _) -> {
          in.readNBytes(600_000);
          server.store().forgetUploads();
          return false;
        });
    assertThere(push());
    assertEquals(List.of(), sent("PATCH"));
    assertEquals(2, sent("PUT").stream().filter(" 1000000"::equals).count());
  }

  @Test
  void anUploadThatCameOutWrongBeginsAnew() {
    server.on("PUT", "/blobs/", 1, server.cutAfter(600_000));
    server.on("PATCH", "/blobs/", 1, server.appendsBlindly("x"));
    assertThere(push());
    assertEquals(2, sent("PUT").stream().filter(" 1000000"::equals).count());
  }

  @Test
  void aRegistryThatAlwaysFindsTheDigestWrongIsGivenUp() {
    server.on(
        "PUT",
        "/blobs/",
        99,
        FaultyRegistry.status(
            400, "{\"errors\":[{\"code\":\"DIGEST_INVALID\",\"message\":\"bad digest\"}]}"));
    var failure = assertThrows(Failure.class, this::push);
    assertEquals(Kind.REFUSED, failure.kind());
    assertEquals(List.of("the registry says: bad digest (DIGEST_INVALID)"), failure.causes());
    assertEquals(DigestTest.SHORT.attempts(), server.count("PUT"));
  }

  @Test
  void anUploadThatStandsStillIsBrokenOff() {
    registry.close();
    registry = open(DigestTest.IMPATIENT);
    server.on("PUT", "/blobs/", 1, FaultyRegistry.silence(3000));
    assertThere(push());
  }

  @Test
  void aConnectionThatAlwaysBreaksIsGivenUp() {
    server.on("PUT", "/blobs/", 99, server.cutAfter(0));
    var failure = assertThrows(Failure.class, this::push);
    assertEquals(Kind.UNREACHABLE, failure.kind());
    assertEquals("the connection to %s broke".formatted(server.address()), failure.what());
  }

  @Test
  void aRegistryThatIgnoresMountsGetsTheBlobs() {
    server.store().mounts = false;
    assertThere(push());
    var second = push("b");
    assertEquals(List.of(2, 0, 0), List.of(second.uploaded(), second.mounted(), second.present()));
  }

  @Test
  void aRegistryThatRefusesMountsIsAskedWithout() {
    server.on("POST", "mount=", 99, FaultyRegistry.status(405, ""));
    assertThere(push());
  }

  @Test
  void aRegistryThatOnlyClaimsToHaveABlobGetsIt() {
    server.on("POST", "mount=" + "sha256", 1, FaultyRegistry.status(201, ""));
    server.on(
        "PUT",
        "/manifests/",
        1,
        FaultyRegistry.status(
            400,
            "{\"errors\":[{\"code\":\"MANIFEST_BLOB_UNKNOWN\",\"message\":\"blob unknown\"}]}"));
    assertThere(push());
  }

  @Test
  void anotherDigestAfterThePushIsRefusedWithBoth() {
    var evil = "sha256:" + "e".repeat(64);
    server.on(
        "PUT", "/manifests/", 1, FaultyRegistry.status(201, "", "Docker-Content-Digest: " + evil));
    var failure = assertThrows(Failure.class, this::push);
    assertEquals(Kind.REFUSED, failure.kind());
    assertEquals(
        "after the push %s/a:1 has the digest %s, but ours is %s"
            .formatted(server.address(), evil, image.digest()),
        failure.what());
  }

  @Test
  void withoutTheHeaderTheRegistryIsAskedWhatItHas() {
    server.store().digestHeader = false;
    assertThere(push());
    assertEquals("GET /v2/a/manifests/1", server.seen().getLast().toString());
  }

  @Test
  void aTagThatMayNotBeMovedIsToldInTheRegistrysWords() {
    server.on(
        "PUT",
        "/manifests/",
        1,
        FaultyRegistry.status(
            400, "{\"errors\":[{\"code\":\"TAG_INVALID\",\"message\":\"tag 1 is immutable\"}]}"));
    var failure = assertThrows(Failure.class, this::push);
    assertEquals(Kind.REFUSED, failure.kind());
    assertEquals(List.of("the registry says: tag 1 is immutable (TAG_INVALID)"), failure.causes());
  }

  @Test
  void aBlobWhoseAnswerWasLostIsNotSentAgain() {
    server.on(
        "PUT",
        "/blobs/",
        1,
        (request, in, _) -> {
          server.store().answerTo(request, in);
          return false;
        });
    assertThere(push());
    assertEquals(1, sent("PUT").stream().filter(" 1000000"::equals).count());
  }

  @Test
  void aManifestWhoseAnswerWasLostIsNoConflict() {
    server.on(
        "PUT",
        "/manifests/",
        1,
        (request, in, _) -> {
          server.store().answerTo(request, in);
          return false;
        });
    server.on("PUT", "/manifests/", 1, FaultyRegistry.status(409, ""));
    assertThere(push());
  }

  @Test
  void aLoginThatIsAskedForInTheMiddleIsShown() throws Exception {
    server.on(
        "PUT", "/blobs/", 1, FaultyRegistry.status(401, "", "WWW-Authenticate: Basic realm=\"x\""));
    registry.close();
    var login =
        "{\"auths\":{\"%s\":{\"username\":\"u\",\"password\":\"p\"}}}".formatted(server.address());
    registry =
        Registry.open(
            Hosts.at(home, "DOCKER_AUTH_CONFIG", login),
            new Lines(),
            RegistrySettings.defaults(),
            DigestTest.SHORT);
    assertThere(push());
    assertEquals("Basic dTpw", server.seen().getLast().header("authorization"));
  }

  @Test
  void layersThatMayNotBeDistributedStayWhereTheyAre() {
    var foreign =
        TestImage.withLayer(
            "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", new byte[] {1});
    var target = Repository.parse(server.address() + "/windows");
    var pushed = registry.push(foreign, new Push(target, List.of("1")), Progress.none());
    assertEquals(1, pushed.uploaded(), "the configuration");
    assertEquals(foreign.digest(), pushed.image().digest());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 500})
  void aRegistryThatWantsALayerThatMayNotBeDistributedIsQuoted(int status) {
    server.on(
        "PUT",
        "/manifests/",
        100,
        FaultyRegistry.status(
            status,
            "{\"errors\":[{\"code\":\"MANIFEST_BLOB_UNKNOWN\",\"message\":\"blob unknown\"}]}"));
    var foreign =
        TestImage.withLayer(
            "application/vnd.oci.image.layer.nondistributable.v1.tar", new byte[] {1});
    var target = Repository.parse(server.address() + "/windows");
    var push = new Push(target, List.of("1"));
    var failure = assertThrows(Failure.class, () -> registry.push(foreign, push, Progress.none()));
    assertEquals(Kind.REFUSED, failure.kind());
    assertEquals("not sent: " + Digest.of(new byte[] {1}), failure.causes().getFirst());
  }

  @Test
  void anUploadIsNotSentIntoAnotherNetwork() {
    server.on(
        "POST", "/", 1, FaultyRegistry.status(202, "", "Location: http://169.254.169.254/up"));
    assertEquals(Kind.REFUSED, assertThrows(Failure.class, this::push).kind());
    assertEquals(0, server.count("PUT"));
  }

  @Test
  void aLocationThatNamesTheRegistryWithoutItsPortOrSchemeMeansTheRegistry() {
    server.on(
        "POST",
        "/",
        2,
        (request, in, out) -> {
          var reply = server.store().answerTo(request, in);
          var absolute = reply.replace("Location: /", "Location: https://127.0.0.1/");
          out.write(absolute.getBytes(UTF_8));
          out.flush();
          return true;
        });
    assertThere(push());
  }

  @Test
  void theDigestIsAppendedToALocationWithAndWithoutAQuery() {
    server.store().locationQuery = "";
    assertThere(push());
    assertTrue(server.seen().stream().anyMatch(request -> request.target().contains("?digest=")));
  }
}
