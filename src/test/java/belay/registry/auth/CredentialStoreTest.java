package belay.registry.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Repository;
import belay.peers.Hosts;
import belay.peers.Lines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where docker's and podman's users have their logins.
final class CredentialStoreTest {
  @TempDir private Path home;
  private final Lines log = new Lines();

  private Optional<Credential> find(String repository, String... env) {
    return new CredentialStore(Hosts.at(home, env), log).find(Repository.parse(repository));
  }

  private static Optional<Credential> password(String user, String secret) {
    return Optional.of(new Credential.Password(user, secret));
  }

  private static String basic(String user, String password) {
    return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  private Path write(String path, String json) throws Exception {
    var file = home.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, json);
  }

  private void program(String name, String script) throws Exception {
    var file = write("bin/docker-credential-" + name, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String[] path() {
    return new String[] {"PATH", home.resolve("bin") + ":/usr/bin:/bin"};
  }

  private static String user(String host, String user) {
    return "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(host, basic(user, "pw"));
  }

  @Test
  void thePlacesAreLookedIntoInOrder() throws Exception {
    write(".config/containers/auth.json", user("r.example", "containers"));
    assertEquals(password("containers", "pw"), find("r.example/a"));
    write("run/containers/auth.json", user("r.example", "run"));
    var run = new String[] {"XDG_RUNTIME_DIR", home.resolve("run").toString()};
    assertEquals(password("run", "pw"), find("r.example/a", run));
    write(".docker/config.json", user("r.example", "docker"));
    assertEquals(password("docker", "pw"), find("r.example/a", run));
    write("elsewhere/config.json", user("r.example", "DOCKER_CONFIG"));
    var config = new String[] {"DOCKER_CONFIG", home.resolve("elsewhere").toString()};
    assertEquals(password("DOCKER_CONFIG", "pw"), find("r.example/a", config));
    write("auth.json", user("r.example", "REGISTRY_AUTH_FILE"));
    var file = new String[] {"REGISTRY_AUTH_FILE", home.resolve("auth.json").toString()};
    assertEquals(password("REGISTRY_AUTH_FILE", "pw"), find("r.example/a", file));
    assertEquals(
        password("CI", "pw"),
        find("r.example/a", "DOCKER_AUTH_CONFIG", user("r.example", "CI"), file[0], file[1]));
  }

  @ParameterizedTest
  @CsvSource({
    "r.example, r.example/a/b",
    "r.example:5000, r.example:5000/a",
    "https://r.example, r.example/a",
    "http://r.example/v2/, r.example/a",
    "https://r.example/v1/, r.example/a",
    "R.example/, r.example/a",
    "https://index.docker.io/v1/, nginx",
    "index.docker.io, docker.io/library/nginx",
    "docker.io, nginx",
    "registry-1.docker.io, nginx",
    "r.example/a, r.example/a/b",
    "r.example/a/b, r.example/a/b",
  })
  void keysAreWrittenInManyWays(String key, String repository) throws Exception {
    write(".docker/config.json", user(key, "u"));
    assertEquals(password("u", "pw"), find(repository));
  }

  @ParameterizedTest
  @CsvSource({
    "r.example:5000, r.example/a",
    "r.example, r.example:5000/a",
    "r.example/a, r.example/ab",
    "r.example/a/b/c, r.example/a/b",
    "example, r.example/a",
  })
  void anotherHostsOrRepositorysLoginIsNotTaken(String key, String repository) throws Exception {
    write(".docker/config.json", user(key, "u"));
    assertEquals(Optional.empty(), find(repository));
  }

  @Test
  void theLongestPathWins() throws Exception {
    write(
        ".config/containers/auth.json",
        """
        {"auths": {
          "r.example": {"auth": "%s"},
          "r.example/team": {"auth": "%s"},
          "r.example/team/app": {"auth": "%s"}}}
        """
            .formatted(basic("host", "pw"), basic("team", "pw"), basic("app", "pw")));
    assertEquals(password("app", "pw"), find("r.example/team/app"));
    assertEquals(password("team", "pw"), find("r.example/team/other"));
    assertEquals(password("host", "pw"), find("r.example/else"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://r.example/v2/, r.example, r.example/a, r.example",
    "R.Example, r.example, r.example/a, r.example",
    "http://r.example:5000, r.example:5000, r.example:5000/a, r.example:5000",
    "https://r.example/team/, r.example/team, r.example/team/a, r.example/team",
    "index.docker.io, https://index.docker.io/v1/, nginx, https://index.docker.io/v1/"
  })
  void theSpellingThatIsExactWinsAndIsNamed(
      String stale, String good, String repository, String named) throws Exception {
    write(
        ".docker/config.json",
        "{\"auths\":{\"%s\":{\"auth\":\"%s\"},\"%s\":{\"auth\":\"%s\"}}}"
            .formatted(stale, basic("user", "stale"), good, basic("user", "good")));
    assertEquals(password("user", "good"), find(repository));
    assertTrue(log.all().contains("entry \"%s\"".formatted(named)), log.all());
  }

  @Test
  void anEntryIsNamedAsItIsWritten() throws Exception {
    write(".docker/config.json", user("https://r.example/v2/", "docker"));
    assertEquals(password("docker", "pw"), find("r.example/a"));
    assertTrue(log.all().contains("entry \"https://r.example/v2/\""), log.all());
  }

  @Test
  void aHelperIsAskedForItsHostOnly() throws Exception {
    program(
        "one",
        "read server; echo \"{\\\"Username\\\":\\\"$server\\\",\\\"Secret\\\":\\\"s1\\\"}\"");
    write(
        ".docker/config.json",
        "{\"credHelpers\":{\"r.example\":\"one\",\"https://index.docker.io/v1/\":\"one\"}}");
    assertEquals(password("r.example", "s1"), find("r.example/a", path()));
    assertEquals(password("https://index.docker.io/v1/", "s1"), find("nginx", path()));
    assertEquals(Optional.empty(), find("other.example/a", path()));
    assertTrue(
        log.explained.contains(
            "credentials for r.example: user \"r.example\", from %s, credHelpers:"
                    .formatted(home.resolve(".docker/config.json"))
                + " docker-credential-one"),
        log.explained.toString());
    assertFalse(log.all().contains("s1"));
  }

  @Test
  void theStoreAnswersForAllHosts() throws Exception {
    program("all", "echo '{\"Username\":\"<token>\",\"Secret\":\"refresh\"}'");
    write(".docker/config.json", "{\"auths\":{\"r.example\":{}},\"credsStore\":\"all\"}");
    assertEquals(
        Optional.of(new Credential.Identity("<token>", "refresh")), find("r.example/a", path()));
  }

  @Test
  void aHelperThatKnowsNothingLeavesTheFilesEntry() throws Exception {
    program("empty", "echo 'credentials not found in native keychain'; exit 1");
    write(
        ".docker/config.json",
        "{\"auths\":{\"r.example\":{\"auth\":\"%s\"}},\"credsStore\":\"empty\"}"
            .formatted(basic("u", "pw")));
    assertEquals(password("u", "pw"), find("r.example/a", path()));
    assertTrue(log.warned.isEmpty(), log.warned.toString());
  }

  @Test
  void aHelperThatFailsOrIsMissingIsWarnedOf() throws Exception {
    program("bad", "echo 'the keychain is locked, password=hunter2222'; exit 1");
    write(
        ".docker/config.json", "{\"credHelpers\":{\"a.example\":\"bad\",\"b.example\":\"gone\"}}");
    assertEquals(Optional.empty(), find("a.example/a", path()));
    assertEquals(Optional.empty(), find("b.example/a", path()));
    assertEquals(
        "[the credential helper docker-credential-bad fails for a.example: the keychain is locked,"
            + " password=…, the credential helper docker-credential-gone is not on PATH]",
        log.warned.toString());
  }

  @Test
  void whatAHelperSaysInPlaceOfJsonIsNotRepeated() throws Exception {
    program("plain", "echo hunter2222");
    write(".docker/config.json", "{\"credHelpers\":{\"a.example\":\"plain\"}}");
    assertEquals(Optional.empty(), find("a.example/a", path()));
    assertEquals(
        "[the credential helper %s cannot be used: its answer is not the JSON of a login]"
            .formatted(home.resolve("bin/docker-credential-plain")),
        log.warned.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "a/b", "-x", "a b", ""})
  void aHelpersNameIsNoPath(String name) {
    assertFalse(CredentialHelper.isName(name));
  }

  @Test
  void aNameThatIsAPathIsRefused() throws Exception {
    write(".docker/config.json", "{\"credHelpers\":{\"r.example\":\"../evil\"}}");
    var failure = assertThrows(Failure.class, () -> find("r.example/a", path()));
    assertEquals(Kind.USAGE, failure.kind());
  }

  @Test
  void tokensOfBothKindsAreUnderstood() throws Exception {
    write(
        ".docker/config.json",
        """
        {"auths": {
          "i.example": {"auth": "%s", "identitytoken": "refresh"},
          "r.example": {"registrytoken": "access"}}}
        """
            .formatted(basic("u", "")));
    assertEquals(Optional.of(new Credential.Identity("u", "refresh")), find("i.example/a"));
    assertEquals(Optional.of(new Credential.AccessToken("access")), find("r.example/a"));
  }

  @Test
  void aBrokenFileIsNamedButNotQuoted() throws Exception {
    var file = write(".docker/config.json", "{\"auths\": {\"r\": {\"auth\": \"c2VjcmV0\"}");
    var failure = assertThrows(Failure.class, () -> find("r.example/a"));
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals(file + " is not the JSON of registry logins", failure.what());
    assertEquals(List.of(), failure.causes());
  }

  @Test
  void noCredentialShowsItsSecretAsText() {
    for (var credential :
        new Credential[] {
          new Credential.Password("u", "hush"),
          new Credential.Identity("u", "hush"),
          new Credential.AccessToken("hush")
        }) {
      assertFalse(credential.toString().contains("hush"));
      assertFalse(new CredentialEntry.Inline("file", credential).fingerprint().contains("hush"));
    }
  }
}
