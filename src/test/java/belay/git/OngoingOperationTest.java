package belay.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.location.GitSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Deployments from a clone in which the user is in the middle of something.
final class OngoingOperationTest {
  @TempDir Path folder;
  private Sandbox sandbox;
  private Path bare;
  private Path clone;

  @BeforeEach
  void aCloneWithTwoVersionsOfAFile() {
    sandbox = new Sandbox(folder);
    bare = sandbox.bare("gitops.git");
    clone = sandbox.clone(bare, "clone");
    prepare(clone);
  }

  private void prepare(Path tree) {
    sandbox.git(tree, "switch", "-qc", "other");
    commit(tree, "README.md", "theirs\n");
    sandbox.git(tree, "switch", "-q", "main");
    commit(tree, "README.md", "ours\n");
    sandbox.git(tree, "push", "-q", "origin", "main");
  }

  private void commit(Path tree, String file, String content) {
    Sandbox.write(tree, file, content);
    sandbox.git(tree, "add", "-A");
    sandbox.git(tree, "commit", "-qm", "change " + file);
  }

  /// Lets git fail at a conflict.
  private void conflict(Path tree, String... arguments) {
    assertThrows(AssertionError.class, () -> sandbox.git(tree, arguments));
  }

  /// All that git knows of the work tree, and what stands in it.
  private Map<String, String> state(Path tree) throws Exception {
    var state = new TreeMap<String, String>();
    state.put("status", sandbox.git(tree, "status", "--porcelain"));
    state.put("index", sandbox.git(tree, "ls-files", "--stage"));
    state.put("refs", sandbox.git(tree, "for-each-ref", "refs/heads"));
    state.put("readme", Files.readString(tree.resolve("README.md")));
    state.put("file", Files.readString(tree.resolve(Sandbox.FILE)));
    return state;
  }

  private void deploysBeside(Path tree, String what) throws Exception {
    var before = state(tree);
    try (var repo = sandbox.open(tree.toString())) {
      var landing = Sandbox.write(repo, Sandbox.FILE, "new\n");
      assertTrue(landing.pushed());
      assertEquals(
          "pushed; this clone has %s under way and stays where it is: git pull when that has ended"
              .formatted(what),
          landing.notes().getFirst());
    }
    assertEquals(before, state(tree));
    assertEquals("new", sandbox.git(bare, "show", "main:" + Sandbox.FILE));
    assertEquals("ours", sandbox.git(bare, "show", "main:README.md"));
    refusesToCommitHere(tree, what);
    assertEquals(before, state(tree));
  }

  private void refusesToCommitHere(Path tree, String what) {
    var settings = GitSettings.of(tree.toString()).withPush(false);
    try (var repo = sandbox.open(settings)) {
      var failure = assertThrows(Failure.class, () -> Sandbox.write(repo, Sandbox.FILE, "local\n"));
      assertEquals(Kind.REFUSED, failure.kind());
      assertTrue(failure.what().startsWith(what + " is under way in "), failure.what());
    }
  }

  @Test
  void aMerge() throws Exception {
    conflict(clone, "merge", "-q", "other");
    deploysBeside(clone, "a merge");
    sandbox.git(clone, "merge", "--abort");
  }

  @Test
  void aMergeWithoutConflict() throws Exception {
    sandbox.git(clone, "switch", "-q", "other");
    sandbox.git(clone, "reset", "-q", "--hard", "main~1");
    commit(clone, "beside.txt", "beside\n");
    sandbox.git(clone, "switch", "-q", "main");
    sandbox.git(clone, "merge", "-q", "--no-commit", "other");
    deploysBeside(clone, "a merge");
  }

  @Test
  void aRebase() throws Exception {
    conflict(clone, "rebase", "-q", "other");
    deploysBeside(clone, "a rebase");
    sandbox.git(clone, "rebase", "--abort");
  }

  @Test
  void aRebaseOfTheOlderKind() throws Exception {
    conflict(clone, "rebase", "-q", "--apply", "other");
    deploysBeside(clone, "a rebase or git am");
  }

  @Test
  void aCherryPick() throws Exception {
    conflict(clone, "cherry-pick", "other");
    deploysBeside(clone, "a cherry-pick");
  }

  @Test
  void aRevert() throws Exception {
    commit(clone, "README.md", "newer\n");
    sandbox.git(clone, "push", "-q");
    conflict(clone, "revert", "--no-edit", "HEAD~1");
    var before = state(clone);
    try (var repo = sandbox.open(clone.toString())) {
      assertTrue(Sandbox.write(repo, Sandbox.FILE, "new\n").pushed());
    }
    assertEquals(before, state(clone));
  }

  @Test
  void aBisect() throws Exception {
    sandbox.git(clone, "bisect", "start", "HEAD", "HEAD~1");
    deploysBeside(clone, "a bisect");
    sandbox.git(clone, "bisect", "reset");
    sandbox.git(clone, "pull", "-q");
  }

  @Test
  void inALinkedWorkTree() throws Exception {
    sandbox.git(clone, "switch", "-q", "other");
    var linked = folder.resolve("linked");
    sandbox.git(clone, "worktree", "add", "-q", linked.toString(), "main");
    conflict(linked, "merge", "-q", "other");
    deploysBeside(linked, "a merge");
  }

  @Test
  void aBranchThatAnotherWorkTreeRebases() throws Exception {
    var linked = folder.resolve("linked");
    sandbox.git(clone, "worktree", "add", "-q", linked.toString(), "-b", "beside");
    conflict(clone, "rebase", "-q", "other");
    var before = state(clone);
    try (var repo = sandbox.open(GitSettings.of(linked.toString()).withBranch("main"))) {
      var landing = Sandbox.write(repo, Sandbox.FILE, "new\n");
      assertTrue(landing.notes().getFirst().contains("another work tree"), landing.toString());
    }
    assertEquals(before, state(clone));
  }
}
