package belay.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.run.GitUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GitUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://github.com/acme/gitops.git, https, github.com",
    "http://127.0.0.1:8080/a.git, http, 127.0.0.1",
    "ssh://git@example.com:2222/a.git, ssh, example.com",
    "git@github.com:acme/gitops.git, ssh, github.com",
    "github.com:acme/gitops.git, ssh, github.com",
    "git://example.com/a.git, git, example.com",
    "file:///srv/git/a.git, file, ''",
  })
  void aUrlIsTakenApart(String text, String scheme, String host) {
    assertTrue(GitUrl.looksLikeOne(text));
    var url = GitUrl.parse(text);
    assertEquals(scheme, url.scheme());
    assertEquals(host, url.host());
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "gitops", "./a:b", "/srv/git/a.git", "../x", "C:", "a/b:c"})
  void aPathIsNoUrl(String text) {
    assertFalse(GitUrl.looksLikeOne(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssh://-oProxyCommand=id/x",
        "-oProxyCommand@host:path",
        "git@host:-path",
        "https:///no-host",
      })
  void whatWouldBeAnOptionToAProgramIsRefused(String text) {
    var failure = assertThrows(Failure.class, () -> GitUrl.parse(text));
    assertEquals(Kind.USAGE, failure.kind());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/%0Ahost=github.com",
        "https://ada%0Ahost=github.com@evil.example/a.git",
        "https://evil.example/a%0D.git",
      })
  void whatWouldBeALineToGitCredentialIsRefused(String text) {
    var failure = assertThrows(Failure.class, () -> GitUrl.parse(text));
    assertEquals(Kind.USAGE, failure.kind());
  }

  @Test
  void anotherProtocolIsNamed() {
    assertFalse(GitUrl.looksLikeOne("ext::sh -c id"), "git's own way to run any program");
    var ftp = assertThrows(Failure.class, () -> GitUrl.parse("ftp://example.com/a.git"));
    assertEquals("cannot speak \"ftp\" with a git server", ftp.what());
  }

  @Test
  void noTextOfAUrlHoldsItsPassword() {
    var url = GitUrl.parse("https://ada:s3cret@example.com/a.git");
    assertEquals("https://example.com/a.git", url.toString());
    assertFalse(url.cacheName().contains("s3cret"), url.cacheName());
    assertEquals(
        "fatal: unable to access 'https://example.com/a.git'",
        GitUrl.redact("fatal: unable to access 'https://ada:s3cret@example.com/a.git'"));
    assertEquals("at https://example.com/a", GitUrl.redact("at https://ada:s3@cret@example.com/a"));
  }

  @Test
  void aPasswordMakesNoOtherCache() {
    var plain = GitUrl.parse("https://example.com/acme/gitops.git").cacheName();
    assertEquals(plain, GitUrl.parse("https://ada:s3cret@example.com/acme/gitops.git").cacheName());
    assertNotEquals(plain, GitUrl.parse("https://example.com/acme/other.git").cacheName());
    assertTrue(plain.startsWith("example.com-acme-gitops-"), plain);
  }
}
