package belay.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.object.Identity;
import belay.git.run.GitConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdentityTest {
  @TempDir Path folder;
  private Sandbox sandbox;

  @BeforeEach
  void aHome() {
    sandbox = new Sandbox(folder);
  }

  private Identity identity() {
    return Identity.of(sandbox.host(), GitConfig.load(sandbox.host(), folder));
  }

  private void forgetTheUser() throws Exception {
    Files.delete(sandbox.home().resolve(".gitconfig"));
  }

  @Test
  void theUsersConfigurationDecides() {
    assertEquals("Ada <ada@example.com>", identity().author().words());
    assertEquals("Ada <ada@example.com>", identity().committer().words());
    assertEquals(List.of(), identity().notes());
  }

  @Test
  void theEnvironmentComesFirst() {
    sandbox.with("GIT_AUTHOR_NAME", "Bob").with("GIT_COMMITTER_EMAIL", "bot@example.com");
    assertEquals("Bob <ada@example.com>", identity().author().words());
    assertEquals("Ada <bot@example.com>", identity().committer().words());
  }

  @Test
  void anIncludedFileCounts() throws Exception {
    Files.writeString(folder.resolve("work"), "[user]\n\temail = ada@work.example.com\n");
    sandbox.git(folder, "init", "-q", "repo");
    sandbox.git(
        folder,
        "config",
        "--global",
        "includeIf.gitdir:%s/.path".formatted(folder),
        folder.resolve("work").toString());
    var repo = folder.resolve("repo");
    var there = Identity.of(sandbox.host(), GitConfig.load(sandbox.host(), repo));
    assertEquals("Ada <ada@work.example.com>", there.author().words());
  }

  @Test
  void withoutGitTheErrorSaysSo() {
    sandbox.with("PATH", "/nowhere");
    var failure = assertThrows(Failure.class, this::identity);
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals("no \"git\" on the PATH, which Belay works with", failure.what());
    assertEquals("install it, as the package git of the system", failure.help());
  }

  @Test
  void nobodyIsMadeUpOnALaptop() throws Exception {
    forgetTheUser();
    var failure = assertThrows(Failure.class, this::identity);
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals(
        "git does not know who you are: user.name or user.email is not set", failure.what());
  }

  @Test
  void inCiTheRunsOwnActorCommits() throws Exception {
    forgetTheUser();
    sandbox.with("CI", "true").with("GITHUB_ACTOR", "octocat");
    assertEquals("octocat <octocat@users.noreply.github.com>", identity().committer().words());
    assertEquals(
        List.of(
            "committed as octocat <octocat@users.noreply.github.com>, as git knows no user.name"
                + " and user.email here"),
        identity().notes());
  }

  @Test
  void inAnotherCiBelayItselfCommits() throws Exception {
    forgetTheUser();
    sandbox.with("CI", "true");
    assertEquals("belay <belay@localhost>", identity().author().words());
  }
}
