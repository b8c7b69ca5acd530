package belay.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.host.Progress;
import belay.image.Repository;
import belay.peers.DockerRegistry;
import belay.peers.Hosts;
import belay.peers.Lines;
import belay.peers.TokenServer;
import belay.registry.push.Push;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logging in to distribution 2.8, with a password and with tokens that it verifies.
final class LoginTest {
  @TempDir private Path home;
  private final Lines log = new Lines();

  private Registry open(Host host) {
    return Registry.open(host, log, RegistrySettings.defaults());
  }

  private static TestImage image(int seed) {
    return TestImage.of("linux/amd64", TestImage.layers(2, 1000, seed));
  }

  private static Push push(DockerRegistry server, String path) {
    return new Push(Repository.parse(server.address() + "/" + path), List.of("1"));
  }

  private static String auth(String user, String password) {
    return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  private void dockerConfig(String host, String entry) throws Exception {
    var file = home.resolve(".docker/config.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"auths\":{\"%s\":%s}}".formatted(host, entry));
  }

  @Test
  void aPasswordIsShownWhenAskedForAndAtOnceInTheNextRun() throws Exception {
    try (var server = DockerRegistry.withPassword("ada", "love:lace")) {
      dockerConfig(
          "http://" + server.address() + "/v2/",
          "{\"auth\":\"%s\"}".formatted(auth("ada", "love:lace")));
      var image = image(1);
      try (var registry = open(Hosts.at(home))) {
        // the tag's HEAD is asked twice; 2N + 5 in all
        assertEquals(9, registry.push(image, push(server, "a"), Progress.none()).requests());
      }
      var before = server.requests().size();
      try (var registry = open(Hosts.at(home))) {
        registry.resolve(push(server, "a").target().tagged("1"));
      }
      assertEquals(before + 1, server.requests().size());
      var expected =
          "credentials for %s: user \"ada\", from %s, entry \"http://%s/v2/\""
              .formatted(server.address(), home.resolve(".docker/config.json"), server.address());
      assertTrue(log.explained.contains(expected), log.explained.toString());
      assertFalse(log.all().contains("lace"), log.all());
    }
  }

  @Test
  void withoutALoginTheCureIsDockerLogin() {
    try (var server = DockerRegistry.withPassword("ada", "love:lace");
        var registry = open(Hosts.at(home))) {
      var failure =
          assertThrows(
              Failure.class, () -> registry.resolve(push(server, "a").target().tagged("1")));
      assertEquals(Kind.AUTH, failure.kind());
      assertEquals(server.address() + " asks for a login, and there is none", failure.what());
      assertEquals("docker login " + server.address(), failure.help());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aWrongPasswordIsSaidToBeWrongAndWhereItStands() throws Exception {
    try (var server = DockerRegistry.withPassword("ada", "right");
        var registry =
            open(
                Hosts.at(
                    home,
                    "DOCKER_AUTH_CONFIG",
                    "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}"
                        .formatted(server.address(), auth("ada", "wrong-password"))))) {
      var repository = push(server, "a").target();
      var failure = assertThrows(Failure.class, () -> registry.resolve(repository.tagged("1")));
      assertEquals(Kind.AUTH, failure.kind());
      assertEquals(
          "%s does not accept the login for %s".formatted(server.address(), repository),
          failure.what());
      assertEquals(
          "credentials from DOCKER_AUTH_CONFIG, entry \"%s\"".formatted(server.address()),
          failure.causes().getFirst());
      assertFalse((failure.causes() + log.all()).contains("wrong-password"));
    }
  }

  @Test
  void everybodyPullsWithATokenThatTheNextRunUsesAgain() throws Exception {
    try (var tokens = TokenServer.start(home.resolve("tokens"));
        var server = DockerRegistry.withTokens(tokens)) {
      dockerConfig(
          server.address(),
          "{\"auth\":\"%s\"}".formatted(auth(TokenServer.USER, TokenServer.PASSWORD)));
      var image = image(2);
      try (var registry = open(Hosts.at(home))) {
        // HEAD twice and the token: 2N + 6
        assertEquals(10, registry.push(image, push(server, "a/b"), Progress.none()).requests());
      }
      assertEquals(
          List.of("GET service=%s&scope=repository:a/b:pull,push".formatted(TokenServer.SERVICE)),
          tokens.requests());
      try (var registry = open(Hosts.at(home))) {
        var pushed = registry.push(image, push(server, "a/b"), Progress.none());
        assertEquals(1, pushed.requests(), "token and challenge are remembered");
      }
      var anonymous = Hosts.at(home.resolve("anonymous"));
      var ref = push(server, "a/b").target().tagged("1");
      for (var expected : List.of(3, 1)) {
        var before = server.requests().size() + tokens.requests().size();
        try (var registry = open(anonymous)) {
          assertEquals(image.digest(), registry.resolve(ref).digest());
        }
        assertEquals(before + expected, server.requests().size() + tokens.requests().size());
      }
      assertTokensArePrivate(anonymous.cache().resolve("registry/tokens"));
    }
  }

  private static void assertTokensArePrivate(Path folder) throws Exception {
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    try (Stream<Path> files = Files.list(folder)) {
      var all = files.toList();
      assertEquals(1, all.size());
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(all.getFirst())));
    }
  }

  @Test
  void aCacheThatOthersCanWriteToIsNotBelieved() throws Exception {
    try (var server = DockerRegistry.withPassword("ada", "pw")) {
      dockerConfig(server.address(), "{\"auth\":\"%s\"}".formatted(auth("ada", "pw")));
      var repository = push(server, "a").target();
      var folder = Hosts.at(home).cache().resolve("registry/challenges");
      for (var permissions : List.of("rwx------", "rwxrwxrwx")) {
        try (var registry = open(Hosts.at(home))) {
          assertThrows(Failure.class, () -> registry.resolve(repository.tagged("1")));
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
      }
      var before = server.requests().size();
      try (var registry = open(Hosts.at(home))) {
        assertThrows(Failure.class, () -> registry.resolve(repository.tagged("1")));
      }
      assertEquals(before + 2, server.requests().size(), "asked how to log in");
    }
  }

  @Test
  void whoMayOnlyPullIsToldSoWhenPushing() throws Exception {
    try (var tokens = TokenServer.start(home.resolve("tokens"));
        var server = DockerRegistry.withTokens(tokens);
        var registry = open(Hosts.at(home))) {
      var failure =
          assertThrows(
              Failure.class, () -> registry.push(image(3), push(server, "a"), Progress.none()));
      assertEquals(Kind.AUTH, failure.kind());
      assertEquals("docker login " + server.address(), failure.help());
    }
  }

  @Test
  void anIdentityTokenIsExchangedByPostAndElseByGet() throws Exception {
    try (var tokens = TokenServer.start(home.resolve("tokens"));
        var server = DockerRegistry.withTokens(tokens)) {
      dockerConfig(server.address(), "{\"identitytoken\":\"%s\"}".formatted(TokenServer.IDENTITY));
      try (var registry = open(Hosts.at(home))) {
        registry.push(image(4), push(server, "a"), Progress.none());
      }
      assertEquals(1, tokens.requests().size());
      assertTrue(tokens.requests().getFirst().startsWith("POST grant_type=refresh_token"));
      tokens.withoutOauth();
      try (var registry = open(Hosts.at(home))) {
        registry.push(image(5), push(server, "b"), Progress.none());
      }
      assertTrue(tokens.requests().getLast().startsWith("GET service="));
    }
  }

  @Test
  void aSecondRepositoryIsMountedWithATokenForBoth() throws Exception {
    try (var tokens = TokenServer.start(home.resolve("tokens"));
        var server = DockerRegistry.withTokens(tokens)) {
      dockerConfig(
          server.address(),
          "{\"auth\":\"%s\"}".formatted(auth(TokenServer.USER, TokenServer.PASSWORD)));
      try (var registry = open(Hosts.at(home))) {
        registry.push(image(6), push(server, "a"), Progress.none());
        var pushed = registry.push(image(6), push(server, "b"), Progress.none());
        assertEquals(3, pushed.mounted());
        assertTrue(tokens.requests().getLast().contains("scope=repository:a:pull&"));
      }
    }
  }

  @Test
  void aTokenThatHoldsLongerThanADayIsNotWritten() throws Exception {
    try (var tokens = TokenServer.start(home.resolve("tokens"));
        var server = DockerRegistry.withTokens(tokens);
        var registry = open(Hosts.at(home))) {
      tokens.lifetime(100_000);
      assertThrows(Failure.class, () -> registry.resolve(push(server, "a").target().tagged("1")));
      assertFalse(Files.exists(Hosts.at(home).cache().resolve("registry/tokens")));
    }
  }
}
