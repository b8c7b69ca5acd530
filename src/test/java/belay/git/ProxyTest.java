package belay.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.location.GitSettings;
import belay.peers.Certificates;
import belay.peers.GitHttp;
import belay.peers.Lines;
import belay.peers.Squid;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The proxy squid on the way to git's own http-backend. Only squid knows the host `git.test`, so
/// who arrives there came through it; git itself is asked the same.
final class ProxyTest {
  private static final String PASSWORD = "p@ss:w/rd%";
  private static final String ENCODED = "p%40ss%3Aw%2Frd%25";
  private static final String DEAD = "http://127.0.0.1:1";

  @TempDir private static Path shared;
  private static Certificates certificates;
  private static GitHttp plain;
  private static GitHttp tls;
  private static Squid open;
  private static Squid guarded;

  @TempDir private Path folder;
  private Sandbox sandbox;

  @BeforeAll
  static void start() throws Exception {
    certificates = Certificates.in(shared.resolve("certificates"));
    new Sandbox(shared).bare("gitops.git");
    plain = GitHttp.open(shared);
    tls = GitHttp.withTls(shared, certificates.server("git", "DNS:git.test,IP:127.0.0.1", 2));
    open = Squid.open();
    guarded = Squid.withPassword("ada", PASSWORD);
  }

  @AfterAll
  static void stop() {
    List.of(plain, tls).forEach(GitHttp::close);
    List.of(open, guarded).forEach(Squid::close);
  }

  @BeforeEach
  void aUser() {
    sandbox = new Sandbox(folder);
    configure("http.sslCAInfo", certificates.authority().toString());
  }

  private void configure(String key, String value) {
    sandbox.git(folder, "config", "--global", key, value);
  }

  private static String url(String scheme) {
    return (scheme.equals("https") ? tls : plain).url("git.test", "gitops.git");
  }

  private void assertReached(String url) {
    sandbox.git(folder, "ls-remote", url);
    try (var repo = sandbox.open(url)) {
      assertEquals("hello\n", Sandbox.text(repo.read(repo.tip().id(), "README.md")));
    }
  }

  private Failure assertNotReached(String url) {
    assertNotEquals(0, sandbox.tryGit(folder, "ls-remote", url).exit());
    return failure(url);
  }

  private Failure failure(String url) {
    try (var repo = sandbox.open(url)) {
      return assertThrows(Failure.class, repo::tip);
    }
  }

  /// A setting of git's or a variable.
  private void set(String name, String value) {
    if (name.startsWith("http.")) {
      configure(name, value);
    } else {
      sandbox.with(name, value);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http, http.proxy",
    "https, http.proxy",
    "http, http.http://git.test:PORT.proxy",
    "https, http.https://git.test:PORT/gitops.git.proxy",
    "https, http.https://*.test:PORT.proxy",
    "http, http_proxy",
    "https, https_proxy",
    "https, HTTPS_PROXY",
    "http, all_proxy",
    "https, ALL_PROXY",
  })
  void everySettingOfGitLeadsThroughTheProxy(String scheme, String name) throws Exception {
    var port = (scheme.equals("https") ? tls : plain).port();
    set(name.replace("PORT", "" + port), open.url());
    var before = open.requests().size();
    assertReached(url(scheme));
    var way = scheme.equals("https") ? "CONNECT git.test:" + port + " 200" : "GET http://git.test:";
    assertTrue(
        open.requests().stream().skip(before).anyMatch(line -> line.startsWith(way)),
        open.requests() + "");
  }

  /// The last one is for servers: whoever sends a `Proxy` header would set it for a CGI script.
  @ParameterizedTest
  @CsvSource({
    "http, https_proxy",
    "https, http_proxy",
    "http, http.https://git.test.proxy",
    "https, http.https://git.test.proxy",
    "https, http.https://test.proxy",
    "http, HTTP_PROXY",
  })
  void whatIsForAnotherUrlLeadsNowhere(String scheme, String name) {
    set(name, open.url());
    assertEquals(Kind.UNREACHABLE, assertNotReached(url(scheme)).kind());
  }

  @ParameterizedTest
  @CsvSource({
    "http.proxy, https_proxy",
    "https_proxy, HTTPS_PROXY",
    "https_proxy, all_proxy",
    "all_proxy, ALL_PROXY",
    "http.https://git.test:PORT.proxy, http.proxy",
    "http.https://git.test:PORT/gitops.git.proxy, http.https://git.test:PORT.proxy",
    "http.https://git.test:PORT.proxy, http.https://*.test:PORT/gitops.git.proxy",
  })
  void theFirstOfTwoCounts(String first, String second) {
    set(first.replace("PORT", "" + tls.port()), open.url());
    set(second.replace("PORT", "" + tls.port()), DEAD);
    assertReached(url("https"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http.proxy", "https_proxy", "http.https://127.0.0.1.proxy"})
  void setToNothingItMeansNoProxy(String name) {
    set("all_proxy", DEAD);
    set(name.replace("127.0.0.1", "127.0.0.1:" + tls.port()), "");
    assertReached(tls.url("gitops.git"));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "'example.com,127.0.0.1', true",
    "'example.com 127.0.0.1', true",
    "*, true",
    "127.0.0.0/8, true",
    "'127.0.0.2', false",
    "'10.0.0.0/8', false",
    "'', false",
  })
  void someHostsAreExcepted(String exceptions, boolean excepted) {
    configure("http.proxy", DEAD);
    sandbox.with("no_proxy", exceptions);
    if (excepted) {
      assertReached(plain.url("gitops.git"));
    } else {
      assertEquals(Kind.UNREACHABLE, assertNotReached(plain.url("gitops.git")).kind());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"git.test", ".test", "test", ".git.test"})
  void exceptedNamesAreLookedUpHere(String exceptions) {
    configure("http.proxy", open.url());
    sandbox.with("NO_PROXY", exceptions);
    assertEquals(Kind.UNREACHABLE, assertNotReached(url("http")).kind());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void theProxyIsShownItsPassword(String scheme) throws Exception {
    configure("http.proxy", "http://ada:%s@%s".formatted(ENCODED, guarded.address()));
    assertReached(url(scheme));
    try (var repo = sandbox.open(url(scheme))) {
      assertTrue(Sandbox.write(repo, "through-" + scheme, "new\n").pushed());
    }
    var shown = sandbox.git(shared.resolve("gitops.git"), "show", "main:through-" + scheme);
    assertEquals("new", shown);
  }

  @Test
  void theProxysPasswordMayComeFromAHelper() {
    configure("http.proxy", "http://ada@" + guarded.address());
    configure(
        "credential.http://%s.helper".formatted(guarded.address()),
        "!f() { test \"$1\" = get && echo 'password=%s'; }; f".formatted(PASSWORD));
    assertReached(url("https"));
  }

  @ParameterizedTest
  @CsvSource({"http, ada:wr0ng@", "https, ada:wr0ng@", "http, ''", "https, ''"})
  void aProxyThatDoesNotLetUsInIsTold(String scheme, String login) {
    configure("http.proxy", "http://" + login + guarded.address());
    var lines = new Lines();
    assertNotReached(url(scheme));
    try (var repo = GitRepo.open(sandbox.host(), lines, GitSettings.of(url(scheme)))) {
      var failure = assertThrows(Failure.class, repo::tip);
      assertEquals(Kind.AUTH, failure.kind(), failure.causes().toString());
      assertEquals("the proxy %s does not let you in".formatted(guarded.address()), failure.what());
      assertEquals(
          "check the user and the password in http.proxy: http://user:password@"
              + guarded.address(),
          failure.help());
      assertFalse((failure.causes() + lines.all()).contains("wr0ng"), failure.causes() + "");
    }
    assertTrue(
        lines.explained.contains(
            "the way to git.test leads over the proxy %s (http.proxy)"
                .formatted(guarded.address())),
        lines.all());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void aWrongPasswordIsShownOnce(String scheme) throws Exception {
    configure("http.proxy", "http://ada:wr0ng@" + guarded.address());
    var before = guarded.requests().size();
    failure(url(scheme));
    assertTrue(guarded.requests().size() - before <= 4, guarded.requests().toString());
  }

  @Test
  void aProxyThatIsDownIsNotTakenForTheServer() {
    configure("http.proxy", "http://ada:wr0ng@127.0.0.1:1");
    var failure = assertNotReached(url("https"));
    assertEquals(Kind.UNREACHABLE, failure.kind());
    assertEquals(
        "no connection to the proxy 127.0.0.1:1, which leads to " + url("https"), failure.what());
    assertEquals("check http.proxy and no_proxy", failure.help());
    assertFalse(failure.causes().toString().contains("wr0ng"), failure.causes().toString());
  }

  @Test
  void aProxyThatDoesNotWantToIsTold() throws Exception {
    try (var closed = Squid.closed()) {
      sandbox.with("https_proxy", closed.url());
      var failure = assertNotReached(url("https"));
      assertEquals(Kind.UNREACHABLE, failure.kind());
      assertEquals(
          "the proxy %s does not connect to git.test:%d: 403 Forbidden"
              .formatted(closed.address(), tls.port()),
          failure.what());
      assertEquals("check the URL, and https_proxy or no_proxy", failure.help());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://ada:wr0ng@[::1", "http://127.0.0.1:99999"})
  void whatIsNoProxyIsRefusedWithoutQuotingIt(String value) {
    configure("http.proxy", value);
    var failure = assertNotReached(url("https"));
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals(
        "http.proxy does not name a proxy that git can be reached through", failure.what());
    assertFalse((failure.what() + failure.help() + failure.causes()).contains("wr0ng"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://ada:wr0ng@127.0.0.1:1", "socks5h://ada:wr0ng@127.0.0.1:1"})
  void aProxyOfAnotherKindIsGitsToSpeakTo(String value) {
    configure("http.proxy", value);
    var failure = assertNotReached(url("https"));
    assertEquals(Kind.UNREACHABLE, failure.kind());
    assertEquals(
        "no connection to the proxy 127.0.0.1:1, which leads to " + url("https"), failure.what());
    assertFalse((failure.what() + failure.help() + failure.causes()).contains("wr0ng"));
  }

  @Test
  void theCertificateIsCheckedThroughATunnel() {
    configure("http.proxy", open.url());
    configure("http.sslCAInfo", Certificates.in(folder.resolve("other")).authority().toString());
    assertEquals(
        "the certificate of git.test:%d is signed by an authority that is not trusted here"
            .formatted(tls.port()),
        assertNotReached(url("https")).what());
  }

  @Test
  void aRemoteHasAProxyOfItsOwn() throws Exception {
    configure("http.proxy", DEAD);
    var clone = sandbox.clone(shared.resolve("gitops.git"), "clone");
    sandbox.git(clone, "remote", "set-url", "origin", url("https"));
    sandbox.git(clone, "config", "remote.origin.proxy", open.url());
    sandbox.git(clone, "fetch", "-q");
    try (var repo = sandbox.open(clone.toString())) {
      assertTrue(Sandbox.write(repo, "by-remote", "new\n").pushed());
    }
  }

  /// Tunnels are kept from request to request; fetch and push have one each.
  @Test
  void anEditNeedsNoTunnelForEachRequest() throws Exception {
    try (var counted = Squid.open()) {
      configure("http.proxy", counted.url());
      try (var repo = sandbox.open(url("https"))) {
        Sandbox.write(repo, "few-tunnels", "new\n");
      }
      var tunnels = counted.requestsToTheEnd();
      assertTrue(tunnels.size() == 1 || tunnels.size() == 2, tunnels.toString());
    }
  }
}
