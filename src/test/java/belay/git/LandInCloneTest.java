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
import belay.host.Log;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LandInCloneTest {
  @TempDir Path folder;
  private Sandbox sandbox;
  private Path bare;
  private Path clone;

  @BeforeEach
  void aClone() {
    sandbox = new Sandbox(folder);
    bare = sandbox.bare("gitops.git");
    clone = sandbox.clone(bare, "clone");
  }

  private Sandbox.Landing write(String file, String content) {
    try (var repo = sandbox.open(clone.toString())) {
      return Sandbox.write(repo, file, content);
    }
  }

  private Failure refused(String file) {
    return assertThrows(Failure.class, () -> write(file, "mine\n"));
  }

  private void assertClean() {
    assertEquals("", sandbox.git(clone, "status", "--porcelain"));
  }

  private void assertInStep() {
    assertClean();
    assertEquals(sandbox.git(bare, "rev-parse", "main"), sandbox.git(clone, "rev-parse", "HEAD"));
    assertEquals(
        sandbox.git(bare, "rev-parse", "main"), sandbox.git(clone, "rev-parse", "origin/main"));
  }

  @Test
  void theCommitIsPushedAndTheWorkTreeFollows() throws Exception {
    var landing = write(Sandbox.FILE, "new\n");
    assertEquals(List.of(), landing.notes());
    assertTrue(landing.pushed());
    assertInStep();
    assertEquals("new\n", Files.readString(clone.resolve(Sandbox.FILE)));
    assertEquals(
        "belay: Deploy new: Fast-forward", sandbox.git(clone, "reflog", "-1", "--format=%gs"));
    sandbox.assertSound(clone);
  }

  @Test
  void aNewFileInANewFolderIsWritten() throws Exception {
    write("a/b/c.yaml", "new\n");
    assertInStep();
    assertEquals("new\n", Files.readString(clone.resolve("a/b/c.yaml")));
  }

  @Test
  void aSubfolderWillDo() {
    var host = sandbox.host(clone.resolve("environments/staging"));
    try (var repo = GitRepo.open(host, Log.none(), GitSettings.of("."))) {
      Sandbox.write(repo, Sandbox.FILE, "new\n");
    }
    assertInStep();
  }

  @Test
  void aLinkedWorkTreeWillDo() throws Exception {
    sandbox.git(bare, "branch", "production", "main");
    sandbox.git(clone, "fetch", "-q");
    sandbox.git(clone, "worktree", "add", "-q", "../linked", "production");
    var linked = folder.resolve("linked");
    try (var repo = sandbox.open(linked.toString())) {
      assertEquals("production", repo.branch());
      assertEquals(List.of(), Sandbox.write(repo, Sandbox.FILE, "new\n").notes());
    }
    assertEquals("", sandbox.git(linked, "status", "--porcelain"));
    assertEquals("new\n", Files.readString(linked.resolve(Sandbox.FILE)));
    assertEquals("new", sandbox.git(bare, "show", "production:" + Sandbox.FILE));
    assertClean();
  }

  @Test
  void aCloneThatIsBehindIsTakenAlong() throws Exception {
    sandbox.commitElsewhere(bare, "main", "other.txt", "other\n");
    assertEquals(List.of(), write(Sandbox.FILE, "new\n").notes());
    assertInStep();
    assertEquals("other\n", Files.readString(clone.resolve("other.txt")));
    assertEquals("3", sandbox.git(bare, "rev-list", "--count", "main"));
  }

  private String commitHere(String file, String content) {
    Sandbox.write(clone, file, content);
    sandbox.git(clone, "add", "-A");
    sandbox.git(clone, "commit", "-qm", "mine");
    return sandbox.git(clone, "rev-parse", "HEAD");
  }

  @Test
  void unpushedCommitsStayHere() {
    var mine = commitHere("mine.txt", "mine\n");
    assertEquals(
        List.of(
            "pushed; your branch main has 1 commit of its own and stays where it is: git pull"
                + " --rebase"),
        write(Sandbox.FILE, "new\n").notes());
    assertEquals(mine, sandbox.git(clone, "rev-parse", "main"));
    assertClean();
    assertEquals("2", sandbox.git(bare, "rev-list", "--count", "main"));
    assertEquals("", sandbox.git(bare, "ls-tree", "main", "mine.txt"));
    sandbox.git(clone, "pull", "-q", "--rebase");
    assertEquals("new", sandbox.git(clone, "show", "HEAD:" + Sandbox.FILE));
  }

  @Test
  void branchesThatWentDifferentWaysAreNoObstacle() {
    commitHere("mine.txt", "mine\n");
    sandbox.commitElsewhere(bare, "main", "other.txt", "other\n");
    assertTrue(write(Sandbox.FILE, "new\n").pushed());
    assertEquals("3", sandbox.git(bare, "rev-list", "--count", "main"));
    assertClean();
  }

  @Test
  void whatIsDeployedIsBasedOnTheRemotesVersion() {
    commitHere(Sandbox.FILE, "mine\n");
    try (var repo = sandbox.open(clone.toString())) {
      var tip = repo.tip();
      assertEquals(sandbox.git(bare, "rev-parse", "main"), tip.id());
    }
    var notes = write(Sandbox.FILE, "new\n").notes();
    assertEquals(
        Sandbox.FILE + " differs on your branch: what is deployed is based on the remote's",
        notes.getLast());
    assertEquals(2, notes.size());
  }

  @Test
  void aBranchWithOwnCommitsIsNotMadeAtTheRemote() {
    sandbox.git(clone, "switch", "-qc", "topic");
    commitHere("mine.txt", "mine\n");
    var failure = refused(Sandbox.FILE);
    assertEquals(Kind.REFUSED, failure.kind());
    assertEquals(
        "branch \"topic\" is not on origin, and to make it there would publish 1 commit of yours",
        failure.what());
    assertEquals("main", sandbox.git(bare, "branch", "--format=%(refname:short)"));
  }

  @Test
  void theHistoryIsTheRemotesWhereCommitsGoThere() {
    commitHere("mine.txt", "mine\n");
    write(Sandbox.FILE, "new\n");
    try (var repo = sandbox.open(clone.toString())) {
      var newest = repo.timeline().spot(0);
      assertEquals(sandbox.git(bare, "rev-parse", "main"), newest.commit());
    }
  }

  @Test
  void otherUncommittedWorkIsLeftAlone() throws Exception {
    Sandbox.write(clone, "README.md", "edited\n");
    Sandbox.write(clone, "staged.txt", "staged\n");
    sandbox.git(clone, "add", "staged.txt");
    Sandbox.write(clone, "untracked.txt", "untracked\n");
    var before = sandbox.git(clone, "status", "--porcelain");
    write(Sandbox.FILE, "new\n");
    assertEquals(before, sandbox.git(clone, "status", "--porcelain"));
    assertEquals("edited\n", Files.readString(clone.resolve("README.md")));
    assertEquals("new\n", Files.readString(clone.resolve(Sandbox.FILE)));
    assertEquals("staged", sandbox.git(clone, "show", ":staged.txt"));
  }

  @Test
  void anEditedFileIsNotOverwritten() throws Exception {
    Sandbox.write(clone, Sandbox.FILE, "edited\n");
    var failure = refused(Sandbox.FILE);
    assertEquals(Kind.REFUSED, failure.kind());
    assertEquals(Sandbox.FILE + " has uncommitted changes", failure.what());
    assertEquals("edited\n", Files.readString(clone.resolve(Sandbox.FILE)));
    assertEquals("1", sandbox.git(bare, "rev-list", "--count", "main"));
  }

  @Test
  void aStagedFileIsNotOverwritten() {
    Sandbox.write(clone, Sandbox.FILE, "edited\n");
    sandbox.git(clone, "add", Sandbox.FILE);
    assertEquals(Sandbox.FILE + " has staged changes", refused(Sandbox.FILE).what());
  }

  @Test
  void anUntrackedFileIsNotOverwritten() {
    Sandbox.write(clone, "new.yaml", "untracked\n");
    assertEquals("new.yaml is there, but not in git", refused("new.yaml").what());
  }

  @Test
  void aDeletedFileIsNotBroughtBack() throws Exception {
    Files.delete(clone.resolve(Sandbox.FILE));
    assertEquals(Sandbox.FILE + " has uncommitted changes", refused(Sandbox.FILE).what());
  }

  @Test
  void nothingIsWrittenThroughASymbolicLink() throws Exception {
    var outside = Files.createDirectory(folder.resolve("outside"));
    Files.createSymbolicLink(clone.resolve("new"), outside);
    assertEquals(Kind.REFUSED, refused("new/file").kind());
    assertFalse(Files.exists(outside.resolve("file")));
  }

  @Test
  void theBranchStaysWhereAPullWouldOverwriteWork() {
    sandbox.commitElsewhere(bare, "main", "README.md", "theirs\n");
    Sandbox.write(clone, "README.md", "edited\n");
    var before = sandbox.git(clone, "rev-parse", "main");
    var landing = write(Sandbox.FILE, "new\n");
    assertTrue(landing.pushed());
    assertEquals(
        List.of(
            "pushed, but branch main of this clone stays behind: README.md has uncommitted"
                + " changes; git pull"),
        landing.notes());
    assertEquals(before, sandbox.git(clone, "rev-parse", "main"));
    assertEquals(" M README.md", sandbox.git(clone, "status", "--porcelain").stripTrailing());
  }

  @Test
  void aDeletionElsewhereIsFollowed() {
    var other = sandbox.clone(bare, "other");
    sandbox.git(other, "rm", "-q", Sandbox.FILE);
    sandbox.git(other, "commit", "-qm", "gone");
    sandbox.git(other, "push", "-q");
    write("README.md", "new\n");
    assertInStep();
    assertFalse(Files.exists(clone.resolve("environments")));
  }

  @Test
  void noPushKeepsTheCommitHere() {
    var settings = GitSettings.of(clone.toString()).withPush(false);
    try (var repo = sandbox.open(settings)) {
      var landing = Sandbox.write(repo, Sandbox.FILE, "new\n");
      assertFalse(landing.pushed());
      assertEquals(List.of(), landing.notes());
    }
    assertClean();
    assertEquals("1", sandbox.git(clone, "rev-list", "--count", "origin/main..main"));
    assertEquals("1", sandbox.git(bare, "rev-list", "--count", "main"));
  }

  @Test
  void withoutARemoteTheCommitStaysHere() {
    sandbox.git(clone, "remote", "remove", "origin");
    var landing = write(Sandbox.FILE, "new\n");
    assertFalse(landing.pushed());
    assertEquals(
        List.of("committed here only: the clone has no remote to push to"), landing.notes());
    assertClean();
    assertEquals("2", sandbox.git(clone, "rev-list", "--count", "main"));
  }

  @Test
  void aDetachedHeadNeedsABranch() {
    sandbox.git(clone, "checkout", "-q", "--detach");
    var failure = refused(Sandbox.FILE);
    assertEquals(Kind.REFUSED, failure.kind());
    assertEquals("no branch is checked out in %s (detached HEAD)".formatted(clone), failure.what());
    try (var repo = sandbox.open(GitSettings.of(clone.toString()).withBranch("main"))) {
      Sandbox.write(repo, Sandbox.FILE, "new\n");
    }
    assertClean();
    assertEquals(sandbox.git(bare, "rev-parse", "main"), sandbox.git(clone, "rev-parse", "main"));
  }

  @Test
  void aBranchThatIsNotCheckedOutMovesAlone() throws Exception {
    sandbox.git(clone, "switch", "-qc", "topic");
    try (var repo = sandbox.open(GitSettings.of(clone.toString()).withBranch("main"))) {
      Sandbox.write(repo, Sandbox.FILE, "new\n");
    }
    assertClean();
    assertEquals(sandbox.git(bare, "rev-parse", "main"), sandbox.git(clone, "rev-parse", "main"));
    assertFalse(Files.readString(clone.resolve(Sandbox.FILE)).equals("new\n"));
  }

  @Test
  void aBranchOfAnotherWorkTreeIsLeftToIt() {
    sandbox.git(clone, "worktree", "add", "-q", "-b", "topic", "../linked");
    var linked = folder.resolve("linked");
    var before = sandbox.git(clone, "rev-parse", "main");
    try (var repo = sandbox.open(GitSettings.of(linked.toString()).withBranch("main"))) {
      var landing = Sandbox.write(repo, Sandbox.FILE, "new\n");
      assertTrue(landing.notes().getFirst().contains("another work tree"), landing.toString());
    }
    assertEquals(before, sandbox.git(clone, "rev-parse", "main"));
    assertClean();
  }

  @Test
  void aBranchThatOnlyTheRemoteHasWillDo() {
    sandbox.git(bare, "branch", "production", "main");
    try (var repo = sandbox.open(GitSettings.of(clone.toString()).withBranch("production"))) {
      assertTrue(Sandbox.write(repo, Sandbox.FILE, "new\n").pushed());
    }
    assertEquals("new", sandbox.git(bare, "show", "production:" + Sandbox.FILE));
    assertEquals("* main", sandbox.git(clone, "branch"));
  }

  @Test
  void aNewBranchIsMadeAtTheRemote() {
    sandbox.git(clone, "switch", "-qc", "topic");
    var landing = write(Sandbox.FILE, "new\n");
    assertEquals(List.of("branch topic is new on origin"), landing.notes());
    assertEquals("new", sandbox.git(bare, "show", "topic:" + Sandbox.FILE));
    assertClean();
  }

  @Test
  void aBranchThatNobodyHasIsNotFound() {
    try (var repo = sandbox.open(GitSettings.of(clone.toString()).withBranch("mian"))) {
      var failure = assertThrows(Failure.class, repo::tip);
      assertEquals(Kind.NOT_FOUND, failure.kind());
      assertEquals(
          "no branch \"mian\" in %s, did you mean \"main\"?".formatted(clone), failure.what());
    }
  }

  @Test
  void theUpstreamsOtherNameIsPushedTo() {
    sandbox.git(bare, "branch", "live", "main");
    sandbox.git(clone, "fetch", "-q");
    sandbox.git(clone, "switch", "-qc", "work", "--track", "origin/live");
    write(Sandbox.FILE, "new\n");
    assertEquals("new", sandbox.git(bare, "show", "live:" + Sandbox.FILE));
    assertClean();
  }

  @Test
  void urlsAreRewrittenAsGitDoes() {
    sandbox.git(clone, "remote", "set-url", "origin", "acme:gitops.git");
    sandbox.git(clone, "config", "--global", "url." + folder + "/.insteadOf", "acme:");
    write(Sandbox.FILE, "new\n");
    assertEquals("new", sandbox.git(bare, "show", "main:" + Sandbox.FILE));
  }

  @Test
  void lineEndsAreCheckedOutAsGitWould() throws Exception {
    sandbox.git(clone, "config", "--global", "core.autocrlf", "true");
    write(Sandbox.FILE, "one\ntwo\n");
    assertEquals("one\r\ntwo\r\n", Files.readString(clone.resolve(Sandbox.FILE)));
    assertEquals("one\ntwo", sandbox.git(clone, "show", "HEAD:" + Sandbox.FILE));
    assertInStep();
    write(Sandbox.FILE, "three\n");
    assertInStep();
  }

  @Test
  void attributesDecideLineEnds() throws Exception {
    sandbox.commitElsewhere(bare, "main", ".gitattributes", "*.yaml text eol=crlf\n");
    sandbox.git(clone, "pull", "-q");
    write(Sandbox.FILE, "one\n");
    assertEquals("one\r\n", Files.readString(clone.resolve(Sandbox.FILE)));
    assertInStep();
  }

  @Test
  void aShallowCloneWillDo() {
    sandbox.git(folder, "clone", "-q", "--depth", "1", "file://" + bare, "shallow");
    sandbox.commitElsewhere(bare, "main", "other.txt", "other\n");
    var shallow = folder.resolve("shallow");
    try (var repo = sandbox.open(shallow.toString())) {
      assertEquals(List.of(), Sandbox.write(repo, Sandbox.FILE, "new\n").notes());
    }
    assertEquals("", sandbox.git(shallow, "status", "--porcelain"));
    assertEquals(sandbox.git(bare, "rev-parse", "main"), sandbox.git(shallow, "rev-parse", "HEAD"));
  }

  @Test
  void aSparseCheckoutStaysSparse() {
    sandbox.git(clone, "sparse-checkout", "set", "--no-cone", "README.md");
    assertFalse(Files.exists(clone.resolve(Sandbox.FILE)));
    write(Sandbox.FILE, "new\n");
    assertFalse(Files.exists(clone.resolve(Sandbox.FILE)));
    assertInStep();
  }

  @Test
  void anIndexThatGitHoldsIsNotTouched() throws Exception {
    Files.createFile(clone.resolve(".git/index.lock"));
    var landing = write(Sandbox.FILE, "new\n");
    assertTrue(landing.pushed());
    assertTrue(landing.notes().getFirst().contains("index.lock"), landing.notes().toString());
    Files.delete(clone.resolve(".git/index.lock"));
    sandbox.git(clone, "pull", "-q");
    assertInStep();
  }

  @Test
  void theFirstCommitOfAnEmptyCloneIsPushed() throws Exception {
    var empty = sandbox.emptyBare("empty.git");
    sandbox.git(folder, "clone", "-q", empty.toString(), "fresh");
    var fresh = folder.resolve("fresh");
    try (var repo = sandbox.open(fresh.toString())) {
      var landing = Sandbox.landFirst(repo, Sandbox.draft("belay.yaml", "schema: belay/v1\n"));
      assertTrue(landing.pushed());
    }
    assertEquals("", sandbox.git(fresh, "status", "--porcelain"));
    assertEquals("schema: belay/v1\n", Files.readString(fresh.resolve("belay.yaml")));
    assertEquals("1", sandbox.git(empty, "rev-list", "--count", "main"));
  }

  @Test
  void aHookOfTheCloneMayForbidThePush() throws Exception {
    var hook = clone.resolve(".git/hooks/pre-push");
    Files.writeString(hook, "#!/bin/sh\necho no pushes on Fridays >&2\nexit 1\n");
    assertTrue(hook.toFile().setExecutable(true));
    var failure = refused(Sandbox.FILE);
    assertEquals(Kind.REFUSED, failure.kind(), failure.causes().toString());
    assertEquals("the clone's own pre-push hook refuses the push", failure.what());
    assertTrue(failure.causes().getFirst().contains("Fridays"), failure.causes().toString());
    assertEquals("1", sandbox.git(bare, "rev-list", "--count", "main"));
    assertClean();
  }

  @Test
  void severalFilesAreOneCommit() {
    try (var repo = sandbox.open(clone.toString())) {
      var files =
          Map.of(
              "a", "1".getBytes(UTF_8), "b", "2".getBytes(UTF_8), "README.md", "3".getBytes(UTF_8));
      Sandbox.land(repo, _ -> Optional.of(new Draft(files, "three")));
    }
    assertInStep();
    assertEquals("README.md\na\nb", sandbox.git(clone, "show", "--name-only", "--format=", "HEAD"));
  }
}
