package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.location.GitSettings;
import belay.git.object.Draft;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A `file://` URL: the way of every URL, with the real git as the server.
final class LandByUrlTest {
  @TempDir Path folder;
  private Sandbox sandbox;
  private Path bare;
  private String url;

  @BeforeEach
  void aRepository() {
    sandbox = new Sandbox(folder);
    bare = sandbox.bare("gitops.git");
    url = "file://" + bare;
  }

  @Test
  void theTipIsReadWithoutAClone() {
    try (var repo = sandbox.open(url)) {
      var tip = repo.tip();
      assertEquals(sandbox.git(bare, "rev-parse", "main"), tip.id());
      assertEquals("Ada", tip.author());
      assertEquals("first\n", tip.message());
      assertEquals("main", repo.branch());
      assertEquals("hello\n", Sandbox.text(repo.read(tip.id(), "README.md")));
      assertEquals(Optional.empty(), repo.read(tip.id(), "environments"));
      assertEquals(List.of("README.md", Sandbox.FILE), repo.list(tip.id(), ""));
      assertEquals(List.of(Sandbox.FILE), repo.list(tip.id(), "environments/staging"));
      assertEquals(List.of(), repo.list(tip.id(), "nowhere"));
    }
  }

  @Test
  void anEditIsOneCommitOnTheBranch() {
    try (var repo = sandbox.open(url)) {
      var before = sandbox.git(bare, "rev-parse", "main");
      var landing = Sandbox.write(repo, Sandbox.FILE, "image:\n  digest: sha256:1\n");
      var commit = landing.commit().orElseThrow();
      assertEquals(commit.id(), sandbox.git(bare, "rev-parse", "main"));
      assertEquals(before, sandbox.git(bare, "rev-parse", "main^"));
      assertEquals(1, landing.attempts());
      assertTrue(landing.pushed());
      assertEquals("image:\n  digest: sha256:1", sandbox.git(bare, "show", "main:" + Sandbox.FILE));
      assertEquals("hello", sandbox.git(bare, "show", "main:README.md"));
      assertEquals(
          "Ada <ada@example.com>|Ada <ada@example.com>|Deploy image:\n  digest: sha256:1",
          sandbox.git(bare, "log", "-1", "--format=%an <%ae>|%cn <%ce>|%B", "main"));
      sandbox.assertSound(bare);
    }
  }

  @Test
  void newFoldersAreMadeAndSortedAsGitSorts() {
    try (var repo = sandbox.open(url)) {
      var files =
          Map.of(
              "a/b/c.yaml", "1".getBytes(UTF_8),
              "a-b", "2".getBytes(UTF_8),
              "a.yaml", "3".getBytes(UTF_8),
              "a/b.yaml", "4".getBytes(UTF_8),
              "ü/x", "5".getBytes(UTF_8));
      Sandbox.land(repo, _ -> Optional.of(new Draft(files, "many")));
      assertEquals("1", sandbox.git(bare, "show", "main:a/b/c.yaml"));
      assertEquals("4", sandbox.git(bare, "show", "main:a/b.yaml"));
      assertEquals("5", sandbox.git(bare, "show", "main:ü/x"));
      sandbox.assertSound(bare);
    }
  }

  @Test
  void nothingToDoMakesNoCommit() {
    var before = sandbox.git(bare, "rev-parse", "main");
    try (var repo = sandbox.open(url)) {
      assertEquals(Optional.empty(), Sandbox.land(repo, _ -> Optional.empty()).commit());
      assertEquals(Optional.empty(), Sandbox.write(repo, "README.md", "hello\n").commit());
    }
    assertEquals(before, sandbox.git(bare, "rev-parse", "main"));
  }

  @Test
  void theModeOfAFileStays() throws Exception {
    var seed = sandbox.clone(bare, "seed");
    Sandbox.write(seed, "run.sh", "#!/bin/sh\n");
    assertTrue(seed.resolve("run.sh").toFile().setExecutable(true));
    sandbox.git(seed, "add", "-A");
    sandbox.git(seed, "commit", "-qm", "script");
    sandbox.git(seed, "push", "-q");
    try (var repo = sandbox.open(url)) {
      Sandbox.write(repo, "run.sh", "#!/bin/sh\ntrue\n");
    }
    assertTrue(sandbox.git(bare, "ls-tree", "main", "run.sh").startsWith("100755 "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../x", "a/../b", ".git/config", "/etc/passwd", "a//b", ".", "link", "link/x"})
  void aPathThatLeadsOutOfTheRepositoryIsRefused(String path) throws Exception {
    var seed = sandbox.clone(bare, "seed");
    Files.createSymbolicLink(seed.resolve("link"), Path.of("environments"));
    sandbox.git(seed, "add", "-A");
    sandbox.git(seed, "commit", "-qm", "link");
    sandbox.git(seed, "push", "-q");
    try (var repo = sandbox.open(url)) {
      var failure = assertThrows(Failure.class, () -> Sandbox.write(repo, path, "x"));
      assertEquals(Kind.REFUSED, failure.kind(), failure.what());
    }
  }

  @Test
  void aFolderIsNotOverwrittenByAFileNorAFileByAFolder() {
    try (var repo = sandbox.open(url)) {
      var folder = assertThrows(Failure.class, () -> Sandbox.write(repo, "environments", "x"));
      assertEquals("environments is a folder, so it cannot be written as a file", folder.what());
      var file = assertThrows(Failure.class, () -> Sandbox.write(repo, "README.md/x", "x"));
      assertEquals("README.md is a file, so it cannot be a folder", file.what());
    }
  }

  @Test
  void theNextRunFetchesOnlyWhatIsNew() throws Exception {
    try (var repo = sandbox.open(url)) {
      repo.tip();
    }
    sandbox.commitElsewhere(bare, "main", "new.txt", "new\n");
    try (var repo = sandbox.open(url)) {
      assertEquals("new\n", Sandbox.text(repo.read(repo.tip().id(), "new.txt")));
    }
    var cache = onlyCache();
    assertEquals(2, packs(cache), "one pack for each fetch");
    assertFalse(Files.exists(cache.resolve("index")), "no work tree");
    sandbox.assertSound(cache);
  }

  private Path onlyCache() throws Exception {
    try (var all = Files.list(sandbox.host().cache().resolve("git"))) {
      return all.filter(file -> file.toString().endsWith(".git")).findFirst().orElseThrow();
    }
  }

  private static long packs(Path cache) throws Exception {
    try (var files = Files.list(cache.resolve("objects/pack"))) {
      return files.filter(file -> file.toString().endsWith(".pack")).count();
    }
  }

  @Test
  void aMissingBranchIsNamedWithTheNearest() {
    var settings = GitSettings.of(url).withBranch("mian");
    try (var repo = sandbox.open(settings)) {
      var failure = assertThrows(Failure.class, repo::tip);
      assertEquals(Kind.NOT_FOUND, failure.kind());
      assertEquals(
          "no branch \"mian\" in %s, did you mean \"main\"?".formatted(url), failure.what());
    }
  }

  @Test
  void aMissingRepositoryIsNotFound() {
    try (var repo = sandbox.open("file://" + folder + "/nowhere.git")) {
      var failure = assertThrows(Failure.class, repo::tip);
      assertEquals(Kind.NOT_FOUND, failure.kind(), failure.what());
    }
  }

  @Test
  void anotherBranchIsFoundAndLandedOn() {
    sandbox.git(bare, "branch", "release/1.0", "main");
    try (var repo = sandbox.open(GitSettings.of(url).withBranch("release/1.0"))) {
      var landing = Sandbox.write(repo, "x", "1");
      assertEquals(
          landing.commit().orElseThrow().id(), sandbox.git(bare, "rev-parse", "release/1.0"));
    }
    assertEquals("first", sandbox.git(bare, "log", "-1", "--format=%s", "main"));
  }

  @Test
  void theEditIsMadeAgainOnANewTip() {
    try (var repo = sandbox.open(url)) {
      repo.tip();
      sandbox.commitElsewhere(bare, "main", "new.txt", "new\n");
      var landing = Sandbox.write(repo, Sandbox.FILE, "again\n");
      assertEquals(2, landing.attempts());
    }
    assertEquals("new", sandbox.git(bare, "show", "main:new.txt"));
    assertEquals("again", sandbox.git(bare, "show", "main:" + Sandbox.FILE));
  }

  @Test
  void nothingToDoOnAnOldTipIsAskedAgainOnTheNewOne() {
    try (var repo = sandbox.open(url)) {
      repo.tip();
      sandbox.commitElsewhere(bare, "main", "README.md", "changed\n");
      var landing =
          Sandbox.land(
              repo,
              tip -> {
                var now = Sandbox.text(repo.read(tip.id(), "README.md"));
                return now.equals("hello\n")
                    ? Optional.empty()
                    : Optional.of(Sandbox.draft("README.md", "hello\n"));
              });
      assertTrue(landing.commit().isPresent());
    }
    assertEquals("hello", sandbox.git(bare, "show", "main:README.md"));
  }

  @Test
  void anEmptyRepositoryGetsItsFirstCommit() {
    var empty = sandbox.emptyBare("empty.git");
    try (var repo = sandbox.open("file://" + empty)) {
      var nothing = assertThrows(Failure.class, repo::tip);
      assertEquals(Kind.NOT_FOUND, nothing.kind());
      assertEquals("the repository file://%s has no commits yet".formatted(empty), nothing.what());
      var landing = Sandbox.landFirst(repo, Sandbox.draft("belay.yaml", "schema: belay/v1\n"));
      assertEquals(landing.commit().orElseThrow().id(), sandbox.git(empty, "rev-parse", "main"));
      assertEquals(landing.commit().orElseThrow(), repo.tip());
      try (var second = repo.firstUpdate()) {
        assertEquals(repo.tip(), second.base().orElseThrow());
      }
    }
    sandbox.assertSound(empty);
  }

  @Test
  void aCommitOfAnotherRepositoryIsNotFound() {
    try (var repo = sandbox.open(url)) {
      var failure = assertThrows(Failure.class, () -> repo.read("0".repeat(40), "x"));
      assertEquals(Kind.NOT_FOUND, failure.kind());
    }
  }
}
