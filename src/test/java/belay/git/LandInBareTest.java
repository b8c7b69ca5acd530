package belay.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.location.GitSettings;
import belay.host.Log;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LandInBareTest {
  @TempDir Path folder;
  private Sandbox sandbox;
  private Path bare;

  @BeforeEach
  void aRepository() {
    sandbox = new Sandbox(folder);
    bare = sandbox.bare("gitops.git");
  }

  @Test
  void anEditMovesTheBranch() {
    try (var repo = sandbox.open(bare.toString())) {
      var before = repo.tip();
      var landing = Sandbox.write(repo, Sandbox.FILE, "new\n");
      assertEquals(landing.commit().orElseThrow().id(), sandbox.git(bare, "rev-parse", "main"));
      assertEquals(before.id(), sandbox.git(bare, "rev-parse", "main^"));
      assertEquals("new\n", Sandbox.text(repo.read(repo.tip().id(), Sandbox.FILE)));
    }
    sandbox.assertSound(bare);
  }

  @Test
  void nothingStaysLocalInARepositoryThatOthersFetchFrom() {
    var head = sandbox.git(bare, "rev-parse", "main");
    var settings = GitSettings.of(bare.toString()).withPush(false);
    try (var repo = GitRepo.open(sandbox.host(), Log.none(), settings)) {
      var failure = assertThrows(Failure.class, () -> Sandbox.write(repo, Sandbox.FILE, "new\n"));
      assertEquals(Kind.USAGE, failure.kind());
      assertEquals(
          "a commit cannot stay local with %s: others fetch from a bare repository".formatted(bare),
          failure.what());
      assertEquals("leave out --no-push, or use a clone of it: --repo PATH", failure.help());
      assertEquals(head, repo.tip().id(), "to look is allowed");
    }
    assertEquals(head, sandbox.git(bare, "rev-parse", "main"));
  }

  @Test
  void theReflogTellsWhoMovedTheBranch() {
    sandbox.git(bare, "config", "core.logAllRefUpdates", "always");
    try (var repo = sandbox.open("gitops.git")) {
      Sandbox.write(repo, Sandbox.FILE, "new\n");
    }
    assertEquals("belay: Deploy new", sandbox.git(bare, "reflog", "-1", "--format=%gs", "main"));
  }

  @Test
  void writersInOneProcessAllLand() {
    IntStream.range(0, 16)
        .parallel()
        .forEach(n -> {
          try (var repo = sandbox.open(bare.toString())) {
            Sandbox.write(repo, "file" + n, n + "\n");
          }
        });
    assertEquals("17", sandbox.git(bare, "rev-list", "--count", "main"));
    sandbox.assertSound(bare);
  }

  @Test
  void aWriterBesideBelayIsOnlyARace() {
    try (var repo = sandbox.open(bare.toString())) {
      var landing =
          Sandbox.land(
              repo,
              tip -> {
                if (repo.read(tip.id(), "other").isEmpty()) {
                  sandbox.commitElsewhere(bare, "main", "other", "x\n");
                }
                return Optional.of(Sandbox.draft("mine", "y\n"));
              });
      assertEquals(2, landing.attempts());
    }
    assertEquals("x", sandbox.git(bare, "show", "main:other"));
    assertEquals("y", sandbox.git(bare, "show", "main:mine"));
  }

  @Test
  void aLockThatIsNeverReleasedEndsAtTheDeadline() throws Exception {
    Files.createFile(bare.resolve("refs/heads/main.lock"));
    var settings = GitSettings.of(bare.toString()).withTimeout(Duration.ofSeconds(2));
    try (var repo = sandbox.open(settings)) {
      var failure = assertThrows(Failure.class, () -> Sandbox.write(repo, "x", "1"));
      assertEquals(Kind.CONFLICT, failure.kind());
      assertTrue(failure.causes().getFirst().contains("lock"), failure.causes().toString());
    }
  }

  @Test
  void theLockOfAKilledRunIsRemoved() throws Exception {
    Files.writeString(bare.resolve("belay.lock"), "1");
    Files.createFile(bare.resolve("refs/heads/main.lock"));
    try (var repo = sandbox.open(bare.toString())) {
      assertTrue(Sandbox.write(repo, "x", "1").commit().isPresent());
    }
  }

  @Test
  void aMissingBranchIsNamedWithTheNearest() {
    try (var repo = sandbox.open(GitSettings.of("gitops.git").withBranch("maim"))) {
      var failure = assertThrows(Failure.class, repo::tip);
      assertEquals(
          "no branch \"maim\" in %s, did you mean \"main\"?".formatted(bare), failure.what());
    }
  }

  @Test
  void anEmptyOneGetsItsFirstCommit() {
    var empty = sandbox.emptyBare("empty.git");
    try (var repo = sandbox.open(empty.toString())) {
      assertEquals(Kind.NOT_FOUND, assertThrows(Failure.class, repo::tip).kind());
      Sandbox.landFirst(repo, Sandbox.draft("belay.yaml", "schema: belay/v1\n"));
      assertEquals("1", sandbox.git(empty, "rev-list", "--count", "main"));
      try (var second = repo.firstUpdate()) {
        assertEquals(repo.tip(), second.base().orElseThrow());
      }
    }
  }

  @Test
  void noRepositoryIsNotFound() {
    var failure = assertThrows(Failure.class, () -> sandbox.open(folder.toString()));
    assertEquals(Kind.NOT_FOUND, failure.kind());
    assertEquals("no git repository at \"%s\", nor above it".formatted(folder), failure.what());
  }
}
