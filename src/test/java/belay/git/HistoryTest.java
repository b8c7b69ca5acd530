package belay.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistoryTest {
  @TempDir Path folder;
  private Sandbox sandbox;
  private Path bare;

  @BeforeEach
  void aRepository() {
    sandbox = new Sandbox(folder);
    bare = sandbox.bare("gitops.git");
  }

  private List<String> subjects(List<Revision> revisions) {
    return revisions.stream()
        .map(r -> r.commit().message().lines().findFirst().orElse(""))
        .toList();
  }

  @Test
  void aUrlTellsTheWholeHistoryThoughDeploysFetchOneCommit() {
    sandbox.commitElsewhere(bare, "main", Sandbox.FILE, "one\n");
    sandbox.commitElsewhere(bare, "main", "other", "x\n");
    try (var repo = sandbox.open("file://" + bare)) {
      Sandbox.write(repo, Sandbox.FILE, "two\n");
    }
    try (var repo = sandbox.open("file://" + bare)) {
      var log = repo.log(Sandbox.FILE, 10);
      assertEquals(List.of("Deploy two", "elsewhere: " + Sandbox.FILE, "first"), subjects(log));
      assertEquals("one\n", Sandbox.text(log.get(0).before()));
      assertEquals("two\n", Sandbox.text(log.get(0).after()));
      assertEquals(Optional.empty(), log.get(2).before());
      assertEquals(1, repo.log(Sandbox.FILE, 1).size());
      assertEquals(List.of(), repo.log("no/such/file", 5));
      // a deep cache stays deep and sound
      assertTrue(Sandbox.write(repo, Sandbox.FILE, "three\n").pushed());
      assertEquals(4, repo.log(Sandbox.FILE, 10).size());
    }
    sandbox.assertSound(bare);
  }

  @Test
  void aMergeShowsTheCommitThatMadeTheChange() {
    var clone = sandbox.clone(bare, "clone");
    sandbox.git(clone, "switch", "-qc", "topic");
    Sandbox.write(clone, Sandbox.FILE, "topic\n");
    sandbox.git(clone, "commit", "-qam", "on the topic branch");
    sandbox.git(clone, "switch", "-q", "main");
    Sandbox.write(clone, "other", "x\n");
    sandbox.git(clone, "add", "-A");
    sandbox.git(clone, "commit", "-qm", "on main");
    sandbox.git(clone, "merge", "-q", "--no-ff", "-m", "the merge", "topic");
    sandbox.git(clone, "push", "-q", "origin", "main");
    for (var location : List.of(clone.toString(), bare.toString(), "file://" + bare)) {
      try (var repo = sandbox.open(location)) {
        var log = repo.log(Sandbox.FILE, 10);
        assertEquals(List.of("on the topic branch", "first"), subjects(log));
        assertEquals("topic\n", Sandbox.text(log.getFirst().after()));
      }
    }
  }

  @Test
  void aDeletionIsARevisionWithoutAnAfter() {
    var clone = sandbox.clone(bare, "clone");
    sandbox.git(clone, "rm", "-q", Sandbox.FILE);
    sandbox.git(clone, "commit", "-qm", "gone");
    try (var repo = sandbox.open(GitSettings.of(clone.toString()).withPush(false))) {
      var log = repo.log(Sandbox.FILE, 10);
      assertEquals(List.of("gone", "first"), subjects(log));
      assertEquals(Optional.empty(), log.getFirst().after());
    }
  }

  @Test
  void aShallowCloneDoesNotTakeItsOldestCommitForTheFirst() {
    sandbox.commitElsewhere(bare, "main", Sandbox.FILE, "one\n");
    sandbox.git(folder, "clone", "-q", "--depth", "1", "file://" + bare, "shallow");
    try (var repo = sandbox.open(folder.resolve("shallow").toString())) {
      Sandbox.write(repo, Sandbox.FILE, "two\n");
      assertEquals(List.of("Deploy two"), subjects(repo.log(Sandbox.FILE, 10)));
    }
  }
}
