package belay.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Digest;
import belay.image.ImageRef;
import belay.image.Platform;
import belay.image.Repository;
import belay.layout.oci.MediaTypes;
import belay.net.Timeouts;
import belay.peers.FaultyRegistry;
import belay.peers.Hosts;
import belay.peers.Lines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Digests from registries that do not behave.
final class DigestTest {
  /// Tries again soon, and gives a busy machine time to answer.
  static final Timeouts SHORT = timeouts(Duration.ofSeconds(30));

  /// For servers that fall silent, to be known before long.
  static final Timeouts IMPATIENT = timeouts(Duration.ofMillis(400));

  private static final String EVIL = "sha256:" + "e".repeat(64);

  @TempDir private Path home;
  private final Lines log = new Lines();
  private final TestImage image = TestImage.of("linux/amd64", TestImage.layers(1, 10, 1));
  private FaultyRegistry server;
  private Registry registry;

  @BeforeEach
  void start() {
    server = FaultyRegistry.start();
    server.store().put("a", "1", MediaTypes.OCI_MANIFEST, image.bytes());
    registry = open(SHORT);
  }

  private static Timeouts timeouts(Duration answer) {
    return new Timeouts(
        Duration.ofSeconds(10), answer, 4, Duration.ofMillis(10), Duration.ofSeconds(5));
  }

  private Registry open(Timeouts timeouts) {
    return Registry.open(Hosts.at(home), log, RegistrySettings.defaults(), timeouts);
  }

  @AfterEach
  void stop() throws Exception {
    registry.close();
    server.close();
  }

  private ImageRef.Tagged tagged() {
    return Repository.parse(server.address() + "/a").tagged("1");
  }

  private ImageRef.Pinned pinned() {
    return tagged().repository().pinned(image.digest());
  }

  private Failure failure(ImageRef ref) {
    return assertThrows(Failure.class, () -> registry.resolve(ref));
  }

  private Failure impatient(ImageRef ref) {
    try (var registry = open(IMPATIENT)) {
      return assertThrows(Failure.class, () -> registry.resolve(ref));
    }
  }

  private List<String> requests() {
    return server.seen().stream().map(FaultyRegistry.Seen::toString).toList();
  }

  @Test
  void headAsksForAllFourKindsInOneHeader() {
    assertEquals(pinned(), registry.resolve(tagged()));
    assertEquals(List.of("HEAD /v2/a/manifests/1"), requests());
    assertEquals(
        String.join(
            ",",
            MediaTypes.OCI_INDEX,
            MediaTypes.OCI_MANIFEST,
            MediaTypes.DOCKER_INDEX,
            MediaTypes.DOCKER_MANIFEST),
        server.seen().getFirst().header("accept"));
  }

  @Test
  void withoutTheHeaderTheContentIsHashed() {
    server.store().digestHeader = false;
    assertEquals(pinned(), registry.resolve(tagged()));
    assertEquals(pinned(), registry.resolve(pinned()));
    assertEquals(
        List.of("HEAD /v2/a/manifests/1", "GET /v2/a/manifests/1"), requests().subList(0, 2));
  }

  @ParameterizedTest
  @CsvSource({"400", "403", "405", "410", "501"})
  void whereHeadIsRefusedGetIsTriedOnce(int status) {
    server.on("HEAD", "/manifests/", 1, FaultyRegistry.status(status, ""));
    assertEquals(pinned(), registry.resolve(tagged()));
    assertEquals("GET /v2/a/manifests/1", requests().getLast());
  }

  @Test
  void anotherDigestThanTheOneAskedForIsRefused() {
    server.on(
        "HEAD", "/manifests/", 1, FaultyRegistry.status(200, "", "Docker-Content-Digest: " + EVIL));
    var failure = failure(pinned());
    assertEquals(Kind.REFUSED, failure.kind());
    assertEquals(List.of("the registry answers with " + EVIL), failure.causes());
  }

  @Test
  void contentThatIsNotWhatItsDigestSaysIsRefused() {
    server.on("HEAD", "/manifests/", 2, FaultyRegistry.status(405, ""));
    var other = TestImage.of("linux/arm64", TestImage.layers(1, 10, 2));
    var body = new String(other.bytes(), UTF_8);
    server.on(
        "GET",
        "/manifests/",
        2,
        FaultyRegistry.status(
            200,
            body,
            "Content-Type: " + MediaTypes.OCI_MANIFEST,
            "Docker-Content-Digest: " + image.digest()));
    assertEquals(Kind.REFUSED, failure(pinned()).kind());
    assertEquals(
        List.of(
            "the registry says %s, the content has %s".formatted(image.digest(), other.digest())),
        failure(tagged()).causes());
  }

  @Test
  void aLoginPageIsNoImageAlthoughItHasAHash() {
    server.on("HEAD", "/", 1, FaultyRegistry.status(200, "", "Content-Type: text/html"));
    server.on("GET", "/", 1, FaultyRegistry.status(200, "<html>Log in", "Content-Type: text/html"));
    assertEquals(
        "what %s answers for %s is no manifest".formatted(server.address(), tagged()),
        failure(tagged()).what());
  }

  @Test
  void aBusyRegistryIsAskedAgain() {
    server.on("HEAD", "/", 1, FaultyRegistry.status(429, "", "Retry-After: 0"));
    server.on("HEAD", "/", 1, FaultyRegistry.status(503, ""));
    server.on("HEAD", "/", 1, FaultyRegistry.hangUp());
    assertEquals(pinned(), registry.resolve(tagged()));
  }

  @Test
  void retryAfterIsWaitedFor() {
    server.on("HEAD", "/", 1, FaultyRegistry.status(429, "", "Retry-After: 1"));
    var start = System.nanoTime();
    registry.resolve(tagged());
    var millis = (System.nanoTime() - start) / 1_000_000;
    assertTrue(millis >= 1000 && millis < 30_000, millis + " ms");
  }

  @Test
  void aWaitBeyondReasonEndsAtOnceWithTheRegistrysWords() {
    server.on("HEAD", "/", 1, FaultyRegistry.status(429, "", "Retry-After: 7200"));
    var start = System.nanoTime();
    var failure = failure(tagged());
    assertTrue(System.nanoTime() - start < 20_000_000_000L);
    assertEquals(1, requests().size());
    assertEquals(Kind.UNREACHABLE, failure.kind());
    assertEquals(
        "asking for %s: %s takes no more requests for now".formatted(tagged(), server.address()),
        failure.what());
  }

  @Test
  void aSilentRegistryIsGivenUp() {
    server.on("HEAD", "/", 99, FaultyRegistry.silence(2000));
    var failure = impatient(tagged());
    assertEquals(Kind.UNREACHABLE, failure.kind());
    assertTrue(failure.what().startsWith(server.address() + " does not answer"), failure.what());
    assertEquals(
        SHORT.attempts() + 1, requests().size(), "the first one found out that it is not TLS");
  }

  @Test
  void anEndlessAnswerIsCutOff() {
    server.store().digestHeader = false;
    server.on(
        "GET",
        "/",
        9,
        (_, _, out) -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n".getBytes(UTF_8));
          var chunk = new byte[1 << 16];
          for (var i = 0; i < 1000; i++) {
            out.write(chunk);
          }
          return false;
        });
    assertEquals(
        server.address() + ": the answer is longer than 4194304 bytes", failure(tagged()).what());
  }

  @Test
  void anAnswerThatTricklesIsGivenUp() {
    server.store().digestHeader = false;
    server.on(
        "GET",
        "/",
        9,
        (_, _, out) -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(UTF_8));
          for (var i = 0; i < 40; i++) {
            out.write('{');
            out.flush();
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
          }
          return false;
        });
    assertEquals(Kind.UNREACHABLE, impatient(tagged()).kind());
  }

  @Test
  void nothingListeningIsSaidAtOnce() throws Exception {
    server.close();
    var start = System.nanoTime();
    var failure = failure(tagged());
    assertEquals(
        "no connection to %s: nothing listens there".formatted(server.address()), failure.what());
    assertTrue(System.nanoTime() - start < 20_000_000_000L);
  }

  @Test
  void anUnknownHostIsNamed() {
    var failure = failure(Repository.parse("registry.invalid/a").tagged("1"));
    assertEquals("no such host: registry.invalid", failure.what());
  }

  @ParameterizedTest
  @CsvSource({
    "http://169.254.169.254/latest",
    "http://10.1.2.3/blob",
    "https://192.168.0.1/",
    "http://[fe80::1]/",
    "http://[fd00:ec2::254]/",
    "http://100.64.0.1/",
    "ftp://example.com/x",
    "'http://[nonsense'",
  })
  void aRedirectIntoAnotherNetworkIsRefused(String target) {
    server.on("HEAD", "/", 1, FaultyRegistry.status(307, "", "Location: " + target));
    assertEquals(Kind.REFUSED, failure(tagged()).kind());
    assertEquals(1, requests().size());
  }

  @Test
  void aRedirectToANeighbourIsFollowedWithoutTheCredentials() throws Exception {
    try (var other = FaultyRegistry.start()) {
      other.store().put("b", "1", MediaTypes.OCI_MANIFEST, image.bytes());
      server.on(
          "HEAD", "/", 1, FaultyRegistry.status(401, "", "WWW-Authenticate: Basic realm=\"x\""));
      server.on(
          "HEAD",
          "/",
          1,
          FaultyRegistry.status(
              307, "", "Location: http://%s/v2/b/manifests/1".formatted(other.address())));
      var host =
          Hosts.at(
              home,
              "DOCKER_AUTH_CONFIG",
              "{\"auths\":{\"%s\":{\"username\":\"u\",\"password\":\"secret\"}}}"
                  .formatted(server.address()));
      try (var registry = Registry.open(host, log, RegistrySettings.defaults(), SHORT)) {
        assertEquals(pinned(), registry.resolve(tagged()));
      }
      assertTrue(server.seen().getLast().header("authorization").startsWith("Basic "));
      assertEquals("", other.seen().getFirst().header("authorization"));
    }
  }

  @Test
  void redirectsInACircleEnd() {
    server.on("HEAD", "/", 99, FaultyRegistry.status(302, "", "Location: /v2/a/manifests/1"));
    assertEquals(server.address() + " redirects without end", failure(tagged()).what());
    assertEquals(6, requests().size());
  }

  @ParameterizedTest
  @CsvSource({
    "http://169.254.169.254/token",
    "https://10.0.0.1/token",
    "file:///etc/passwd",
    "''",
  })
  void aRealmInAnotherNetworkIsRefused(String realm) {
    server.on(
        "HEAD",
        "/",
        9,
        FaultyRegistry.status(
            401, "", "WWW-Authenticate: Bearer realm=\"%s\",service=\"s\"".formatted(realm)));
    var failure = failure(tagged());
    assertTrue(failure.kind() == Kind.REFUSED || failure.kind() == Kind.AUTH, failure.toString());
    assertEquals(1, requests().size());
  }

  @Test
  void warningsAreShownOnce() {
    server.on(
        "HEAD",
        "/",
        3,
        FaultyRegistry.status(
            200,
            "",
            "Docker-Content-Digest: " + image.digest(),
            "Warning: 299 - \"this registry closes in May\""));
    registry.resolve(tagged());
    registry.resolve(pinned());
    assertEquals(List.of(server.address() + " says: this registry closes in May"), log.warned);
  }

  @Test
  void anErrorsWordsAreShownWithoutControlCharactersAndSecrets() {
    server.on("HEAD", "/", 1, FaultyRegistry.status(403, ""));
    server.on(
        "GET",
        "/",
        1,
        FaultyRegistry.status(
            403,
            "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no\\u001b[31m way,"
                + " token=abcdef0123456789\"}]}"));
    var failure = failure(tagged());
    assertEquals(Kind.AUTH, failure.kind());
    assertEquals(List.of("the registry says: no [31m way, token=… (DENIED)"), failure.causes());
    assertFalse(failure.causes().toString().contains("\u001b"));
  }

  @Test
  void theFirstFailureInOrderIsTheOneThatIsThrown() {
    var repository = tagged().repository();
    var failure =
        assertThrows(
            Failure.class,
            () ->
                registry.resolveAll(
                    List.of(tagged(), repository.tagged("x"), repository.tagged("y"))));
    assertEquals("no tag \"x\" in " + repository, failure.what());
  }

  @Test
  void manyAreAskedForOverFewConnections() {
    var repository = tagged().repository();
    List<ImageRef> refs = new ArrayList<>();
    for (var i = 0; i < 500; i++) {
      server.store().put("a", "t" + i, MediaTypes.OCI_MANIFEST, image.bytes());
      refs.add(repository.tagged("t" + i));
    }
    assertEquals(500, registry.resolveAll(refs).size());
    assertEquals(500, server.count("HEAD"));
    assertTrue(server.connections() <= 16, server.connections() + " connections");
  }

  @Test
  void remarksInAnIndexAreNoPlatforms() {
    Map<TestImage, String> entries = new LinkedHashMap<>();
    entries.put(image, "linux/amd64");
    entries.put(TestImage.of("linux/amd64", TestImage.layers(1, 10, 3)), "unknown/unknown");
    server.store().put("a", "1", MediaTypes.OCI_INDEX, TestImage.index(entries).bytes());
    assertEquals(
        image.digest(), registry.resolve(tagged(), Platform.parse("linux/amd64")).digest());
    var failure =
        assertThrows(
            Failure.class, () -> registry.resolve(tagged(), Platform.parse("unknown/unknown")));
    assertEquals("it is there for linux/amd64", failure.help());
    assertEquals(2, requests().size());
  }

  @Test
  void aLongPageWithARefusalIsARefusal() {
    var page = FaultyRegistry.status(403, "<html>" + "x".repeat(1_000_000));
    server.on("HEAD", "/", 1, page).on("GET", "/", 1, page);
    assertEquals(Kind.AUTH, failure(tagged()).kind());
  }

  @Test
  void aNameAloneIsTheTagLatest() {
    server.store().put("a", "latest", MediaTypes.OCI_MANIFEST, image.bytes());
    assertEquals(pinned(), registry.resolve(new ImageRef.Named(tagged().repository())));
  }

  @Test
  void aDigestBySha512IsCheckedByTheContent() {
    var digest = Digest.of(Digest.Algorithm.SHA512, image.bytes());
    server.store().put("a", digest.toString(), MediaTypes.OCI_MANIFEST, image.bytes());
    var ref = tagged().repository().pinned(digest);
    assertEquals(ref, registry.resolve(ref));
    assertEquals("GET /v2/a/manifests/" + digest, requests().getLast());
  }
}
