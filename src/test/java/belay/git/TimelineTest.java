package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.git.history.Timeline;
import belay.git.location.GitSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TimelineTest {
  @TempDir Path folder;
  private Sandbox sandbox;
  private Path bare;
  private Path clone;

  @BeforeEach
  void aRepository() {
    sandbox = new Sandbox(folder);
    bare = sandbox.bare("gitops.git");
    clone = sandbox.clone(bare, "clone");
  }

  private void commit(String file, String content, String subject) {
    Sandbox.write(clone, file, content);
    sandbox.git(clone, "add", "-A");
    sandbox.git(clone, "commit", "-qm", subject);
  }

  private void pushed() {
    sandbox.git(clone, "push", "-q", "origin", "main");
  }

  private static String subject(Timeline timeline, String commit) {
    return timeline.commit(commit).message().lines().findFirst().orElse("");
  }

  /// The steps that change a file, each with the file's content after it.
  private static List<String> told(Timeline timeline, Collection<String> paths) {
    var told = new ArrayList<String>();
    try (var steps = timeline.steps(0, timeline.size(), paths, files -> files)) {
      steps.forEach(step ->
          step.files().stream()
              .filter(file -> file.path().equals(Sandbox.FILE))
              .forEach(file ->
                  told.add(
                      "%s: %s"
                          .formatted(
                              subject(timeline, timeline.spot(step.index()).commit()),
                              file.after()
                                  .flatMap(timeline::content)
                                  .map(bytes -> new String(bytes, UTF_8).strip())
                                  .orElse("gone")))));
    }
    return told;
  }

  @Test
  void aUrlTellsTheWholeHistoryThoughDeploysFetchOneCommit() {
    sandbox.commitElsewhere(bare, "main", Sandbox.FILE, "one\n");
    sandbox.commitElsewhere(bare, "main", "other", "x\n");
    try (var repo = sandbox.open("file://" + bare)) {
      Sandbox.write(repo, Sandbox.FILE, "two\n");
    }
    try (var repo = sandbox.open("file://" + bare)) {
      var timeline = repo.timeline();
      var all =
          List.of(
              "Deploy two: two",
              "elsewhere: " + Sandbox.FILE + ": one",
              "first: image:\n  digest: sha256:0");
      assertEquals(all, told(timeline, Set.of(Sandbox.FILE)));
      assertEquals(all, told(timeline, Set.of()));
      assertEquals(List.of(), told(timeline, Set.of("no/such/file")));
      assertEquals(4, timeline.size());
      assertFalse(timeline.cut());
      // a deep cache stays deep and sound
      assertTrue(Sandbox.write(repo, Sandbox.FILE, "three\n").pushed());
      assertEquals(5, repo.timeline().size());
    }
    sandbox.assertSound(bare);
  }

  @Test
  void packedByGitItSaysTheSameAsLoose() {
    for (var i = 0; i < 60; i++) {
      commit("environments/staging/values/s" + i % 7 + ".yaml", "value: " + i + "\n", "edit " + i);
      if (i % 3 == 0) {
        commit(Sandbox.FILE, "number: " + i + "\n", "api " + i);
      }
    }
    sandbox.git(clone, "rm", "-q", "environments/staging/values/s3.yaml");
    commit(Sandbox.FILE, "last\n", "last");
    pushed();
    List<String> loose;
    try (var repo = sandbox.open(clone.toString())) {
      loose = told(repo.timeline(), Set.of(Sandbox.FILE));
    }
    assertEquals(22, loose.size());
    sandbox.git(clone, "repack", "-adfq", "--depth=50");
    try (var repo = sandbox.open(clone.toString())) {
      assertEquals(loose, told(repo.timeline(), Set.of(Sandbox.FILE)));
      assertEquals(loose, told(repo.timeline(), Set.of()));
    }
    sandbox.git(folder, "clone", "-q", "--shared", clone.toString(), "shared");
    try (var repo = sandbox.open(folder.resolve("shared").toString())) {
      assertEquals(loose, told(repo.timeline(), Set.of(Sandbox.FILE)));
    }
  }

  @Test
  void whatAMergeBroughtIsOneStepAndItsOriginsAreTold() {
    sandbox.git(clone, "switch", "-qc", "topic");
    commit(Sandbox.FILE, "one\n", "topic one");
    commit(Sandbox.FILE, "two\n", "topic two");
    sandbox.git(clone, "switch", "-q", "main");
    commit("other", "x\n", "on main");
    sandbox.git(clone, "merge", "-q", "--no-ff", "-m", "the merge", "topic");
    pushed();
    for (var location : List.of(clone.toString(), bare.toString(), "file://" + bare)) {
      try (var repo = sandbox.open(location)) {
        var timeline = repo.timeline();
        assertEquals(
            List.of("the merge: two", "first: image:\n  digest: sha256:0"),
            told(timeline, Set.of(Sandbox.FILE)));
        assertEquals(
            List.of("topic two", "topic one"),
            timeline.origins(0, Sandbox.FILE, Sandbox.BY_CONTENT).stream()
                .map(origin -> subject(timeline, origin.commit()))
                .toList());
        assertEquals(List.of(), timeline.origins(0, "other", Sandbox.BY_CONTENT));
      }
    }
  }

  @Test
  void aPullThatWasPushedIsNotTakenForTheBranchItself() {
    var other = sandbox.clone(bare, "other");
    Sandbox.write(other, "mine", "x\n");
    sandbox.git(other, "add", "-A");
    sandbox.git(other, "commit", "-qm", "mine, not pushed yet");
    commit(Sandbox.FILE, "pipeline\n", "by the pipeline");
    pushed();
    sandbox.git(other, "pull", "-q", "--no-rebase", "--no-edit");
    sandbox.git(other, "push", "-q", "origin", "main");
    try (var repo = sandbox.open(bare.toString())) {
      var timeline = repo.timeline();
      assertEquals(3, timeline.size());
      assertEquals("by the pipeline", subject(timeline, timeline.spot(1).commit()));
      assertEquals("by the pipeline: pipeline", told(timeline, Set.of(Sandbox.FILE)).getFirst());
    }
  }

  @Test
  void commitsAreFoundByWhatPeopleCallThem() {
    commit(Sandbox.FILE, "one\n", "one");
    sandbox.git(clone, "tag", "v1");
    sandbox.git(clone, "switch", "-qc", "topic");
    commit("other", "x\n", "on topic");
    var topic = sandbox.git(clone, "rev-parse", "HEAD");
    sandbox.git(clone, "switch", "-q", "main");
    commit(Sandbox.FILE, "two\n", "two");
    sandbox.git(clone, "merge", "-q", "--no-ff", "-m", "the merge", "topic");
    sandbox.git(clone, "switch", "-qc", "never-merged");
    commit("other", "y\n", "never merged");
    var elsewhere = sandbox.git(clone, "rev-parse", "HEAD");
    sandbox.git(clone, "switch", "-q", "main");
    try (var repo = sandbox.open(GitSettings.of(clone.toString()).withPush(false))) {
      var timeline = repo.timeline();
      assertEquals(OptionalInt.of(2), timeline.of("v1"));
      assertEquals(OptionalInt.of(1), timeline.of("main~1"));
      assertEquals(OptionalInt.of(0), timeline.of(topic.substring(0, 8)));
      assertEquals(Optional.of(topic), timeline.id(topic.substring(0, 8)));
      assertEquals(OptionalInt.empty(), timeline.of(elsewhere));
      assertEquals(OptionalInt.empty(), timeline.of("nothing"));
    }
  }

  @Test
  void aShallowCloneSaysThatItIsCut() {
    sandbox.commitElsewhere(bare, "main", Sandbox.FILE, "one\n");
    sandbox.git(folder, "clone", "-q", "--depth", "1", "file://" + bare, "shallow");
    try (var repo = sandbox.open(folder.resolve("shallow").toString())) {
      Sandbox.write(repo, Sandbox.FILE, "two\n");
      var timeline = repo.timeline();
      assertTrue(timeline.cut());
      assertEquals(2, timeline.size());
    }
  }
}
