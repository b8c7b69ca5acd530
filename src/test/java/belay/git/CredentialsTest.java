package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.auth.CiToken;
import belay.git.auth.Login;
import belay.git.location.GitSettings;
import belay.git.run.GitUrl;
import belay.peers.GitHttp;
import belay.peers.Lines;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A server that asks for `ada` and `s3cret`, and each place where a user may keep them.
final class CredentialsTest {
  @TempDir Path folder;
  private Sandbox sandbox;
  private Path bare;
  private GitHttp server;

  @BeforeEach
  void aServerWithAPassword() throws Exception {
    sandbox = new Sandbox(folder);
    bare = sandbox.bare("gitops.git");
    server = GitHttp.withPassword(folder, "ada", "s3cret");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void assertLands(String url) {
    try (var repo = sandbox.open(url)) {
      assertTrue(Sandbox.write(repo, "x", "1\n").pushed());
    }
    assertEquals("1", sandbox.git(bare, "show", "main:x"));
  }

  private String url() {
    return server.url("gitops.git");
  }

  private Path script(String name, String text) throws Exception {
    var script = folder.resolve(name);
    Files.writeString(script, "#!/bin/sh\n" + text + "\n");
    assertTrue(script.toFile().setExecutable(true));
    return script;
  }

  @Test
  void noneIsAnAuthenticationFailureWithoutAQuestion() {
    try (var repo = sandbox.open(url())) {
      var failure = assertThrows(Failure.class, repo::tip);
      assertEquals(Kind.AUTH, failure.kind());
      assertEquals(url() + " does not let you in", failure.what());
    }
  }

  @Test
  void netrc() throws Exception {
    Files.writeString(
        sandbox.home().resolve(".netrc"), "machine 127.0.0.1 login ada password s3cret\n");
    assertLands(url());
  }

  @Test
  void netrcElsewhere() throws Exception {
    Files.writeString(folder.resolve("netrc"), "machine 127.0.0.1 login ada password s3cret\n");
    sandbox.with("NETRC", folder.resolve("netrc").toString());
    assertLands(url());
  }

  @Test
  void aCredentialHelper() throws Exception {
    sandbox.git(folder, "config", "--global", "credential.helper", "store");
    Files.writeString(
        sandbox.home().resolve(".git-credentials"),
        "http://ada:s3cret@127.0.0.1%%3a%d\n".formatted(server.port()));
    assertLands(url());
    assertTrue(
        Files.readString(sandbox.home().resolve(".git-credentials")).contains("s3cret"),
        "a login that works is approved, not erased");
  }

  @Test
  void aCredentialHelperForThisUrlOnly() throws Exception {
    var helper = script("helper", "test \"$1\" = get && echo username=ada && echo password=s3cret");
    sandbox.git(
        folder,
        "config",
        "--global",
        "credential.http://127.0.0.1:%d.helper".formatted(server.port()),
        helper.toString());
    assertLands(url());
  }

  @Test
  void aWrongLoginIsRejectedSoThatHelpersForgetIt() throws Exception {
    sandbox.git(folder, "config", "--global", "credential.helper", "store");
    Files.writeString(
        sandbox.home().resolve(".git-credentials"),
        "http://ada:old@127.0.0.1%%3a%d\n".formatted(server.port()));
    try (var repo = sandbox.open(url())) {
      assertEquals(Kind.AUTH, assertThrows(Failure.class, repo::tip).kind());
    }
    assertFalse(Files.readString(sandbox.home().resolve(".git-credentials")).contains("old"));
  }

  @Test
  void askpass() throws Exception {
    var askpass = script("askpass", "case \"$1\" in Username*) echo ada;; *) echo s3cret;; esac");
    sandbox.with("GIT_ASKPASS", askpass.toString());
    assertLands(url());
  }

  @Test
  void aTokenByEnvironment() {
    sandbox.with("BELAY_GIT_TOKEN", "s3cret").with("BELAY_GIT_USERNAME", "ada");
    assertLands(url());
  }

  @Test
  void theUrlsOwn() {
    assertLands(url().replace("http://", "http://ada:s3cret@"));
  }

  @Test
  void theUrlsUserWithATokenByEnvironment() {
    sandbox.with("BELAY_GIT_TOKEN", "s3cret");
    assertLands(url().replace("http://", "http://ada@"));
  }

  @Test
  void theNextSourceIsAskedWhenTheFirstIsWrong() throws Exception {
    sandbox.with("BELAY_GIT_TOKEN", "wrong");
    Files.writeString(
        sandbox.home().resolve(".netrc"), "machine 127.0.0.1 login ada password s3cret\n");
    assertLands(url());
  }

  private void assertRefused(String url, String source) {
    try (var repo = sandbox.open(url)) {
      var failure = assertThrows(Failure.class, repo::tip);
      assertEquals(Kind.AUTH, failure.kind());
      assertEquals(
          "%s does not let you in with the login from %s".formatted(url(), source), failure.what());
      var said = failure.what() + failure.help() + failure.causes();
      assertFalse(said.contains("wrong"), said);
    }
  }

  @Test
  void aWrongLoginIsNamedByWhereItCameFrom() throws Exception {
    assertRefused(url().replace("http://", "http://ada:wrong@"), "the URL itself");
    sandbox.git(folder, "config", "--global", "http.extraHeader", "Authorization: Basic wrong");
    assertRefused(url(), "http.extraHeader");
    sandbox.git(folder, "config", "--global", "--unset", "http.extraHeader");
    sandbox.with("BELAY_GIT_TOKEN", "wrong");
    assertRefused(url(), "BELAY_GIT_TOKEN");

    var netrc = sandbox.home().resolve(".netrc");
    Files.writeString(netrc, "machine 127.0.0.1 login ada password wrong\n");
    assertRefused(url(), "BELAY_GIT_TOKEN, nor from " + netrc);
  }

  @Test
  void aWrongLoginOfAHelperIsNamedByTheHelper() throws Exception {
    sandbox.git(folder, "config", "--global", "credential.helper", "store");
    Files.writeString(
        sandbox.home().resolve(".git-credentials"),
        "http://ada:wrong@127.0.0.1%%3a%d\n".formatted(server.port()));
    assertRefused(url(), "git credential (credential.helper store)");

    var shell = "!f() { echo username=ada; echo password=wrong; }; f";
    sandbox.git(folder, "config", "--global", "credential.helper", shell);
    assertRefused(url(), "git credential");
  }

  @Test
  void anExtraHeaderAsCiCheckoutsLeaveIt() {
    var login = Base64.getEncoder().encodeToString("ada:s3cret".getBytes(UTF_8));
    var header = "AUTHORIZATION: basic " + login;
    sandbox.git(folder, "-c", "http.extraHeader=" + header, "clone", "-q", url(), "clone");
    var clone = folder.resolve("clone");
    sandbox.git(
        clone, "config", "http.http://127.0.0.1:%d/.extraheader".formatted(server.port()), header);
    try (var repo = sandbox.open(clone.toString())) {
      assertTrue(Sandbox.write(repo, "x", "1\n").pushed());
    }
  }

  @Test
  void nothingThatIsSaidHoldsASecret() {
    var log = new Lines();
    var settings = GitSettings.of(url().replace("http://", "http://ada:wrong-s3cret@"));
    try (var repo = GitRepo.open(sandbox.host(), log, settings)) {
      var failure = assertThrows(Failure.class, repo::tip);
      log.warn(failure.what() + failure.help() + failure.causes());
    }
    assertFalse(log.all().contains("s3cret"), log.all());
    assertTrue(log.all().contains("the URL itself"), log.all());
  }

  @Test
  void anotherServerGetsNoLoginByARedirect() throws Exception {
    sandbox.with("BELAY_GIT_TOKEN", "s3cret");
    var seen = new ArrayList<String>();
    assertEquals(Kind.AUTH, redirected(seen).kind());
    assertFalse(seen.isEmpty());
    assertFalse(seen.toString().contains("s3cret"), seen.toString());
    assertFalse(seen.toString().contains("Authorization"), seen.toString());
  }

  @Test
  void aRedirectIsNotFollowedWithHeadersForOneServer() throws Exception {
    sandbox.git(folder, "config", "--global", "http.extraHeader", "X-Secret: s3cret");
    var seen = new ArrayList<String>();
    var failure = redirected(seen);
    assertEquals(Kind.UNREACHABLE, failure.kind());
    assertTrue(
        failure
            .what()
            .endsWith("redirects to another address, and http.extraHeader is for this one alone"),
        failure.what());
    assertEquals(List.of(), seen);
  }

  /// What comes of a server that sends everybody to another one.
  ///
  /// @param told the headers that the other one sees
  private Failure redirected(List<String> told) throws Exception {
    var seen = Collections.synchronizedList(new ArrayList<String>());
    var thief = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    thief.createContext(
        "/",
        exchange -> {
          seen.add(exchange.getRequestHeaders().entrySet().toString());
          exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    thief.start();
    var front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    front.createContext(
        "/",
        exchange -> {
          var to =
              "http://localhost:%d%s"
                  .formatted(thief.getAddress().getPort(), exchange.getRequestURI());
          exchange.getResponseHeaders().add("Location", to);
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    front.start();
    try (var repo =
        sandbox.open("http://127.0.0.1:%d/a.git".formatted(front.getAddress().getPort()))) {
      return assertThrows(Failure.class, repo::tip);
    } finally {
      thief.stop(0);
      front.stop(0);
      told.addAll(seen);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GITHUB_TOKEN, '', https://github.com/a/b.git, x-access-token",
    "GITHUB_TOKEN, '', https://gitlab.com/a/b.git, ''",
    "GH_TOKEN, '', https://github.com.evil.example/a/b.git, ''",
    "GITHUB_TOKEN, GITHUB_SERVER_URL=https://ghe.example.com, https://ghe.example.com/b.git,"
        + " x-access-token",
    "GITHUB_TOKEN, GITHUB_SERVER_URL=https://ghe.example.com, https://github.com/b.git, ''",
    "CI_JOB_TOKEN, CI_SERVER_HOST=gitlab.example.com, https://gitlab.example.com/b.git,"
        + " gitlab-ci-token",
    "CI_JOB_TOKEN, '', https://gitlab.com/b.git, ''",
    "GITLAB_TOKEN, '', https://gitlab.com/b.git, oauth2",
    "GITEA_TOKEN, GITEA_SERVER_URL=https://git.example.com, https://git.example.com/b.git,"
        + " x-access-token",
    "BITBUCKET_TOKEN, '', https://bitbucket.org/a/b.git, x-token-auth",
    "BITBUCKET_TOKEN, '', https://github.com/a/b.git, ''",
  })
  void aCiTokenIsForItsOwnServerOnly(String token, String more, String url, String user) {
    sandbox.with(token, "t0ken");
    if (!more.isEmpty()) {
      sandbox.with(more.split("=")[0], more.split("=")[1]);
    }
    var login = new CiToken(sandbox.host(), GitUrl.parse(url)).find();
    assertEquals(user.isEmpty() ? Optional.empty() : Optional.of(new Login(user, "t0ken")), login);
  }

  @Test
  void aLoginDoesNotPrintItsPassword() {
    assertEquals(List.of("a login of ada"), List.of(new Login("ada", "s3cret").toString()));
  }
}
