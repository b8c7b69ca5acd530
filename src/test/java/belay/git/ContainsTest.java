package belay.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whether a commit that somebody else names came after one of ours, wherever the repository is.
final class ContainsTest {
  @TempDir Path folder;
  private Sandbox sandbox;
  private Path bare;

  enum Place {
    URL,
    BARE,
    CLONE
  }

  @BeforeEach
  void aRepository() {
    sandbox = new Sandbox(folder);
    bare = sandbox.bare("gitops.git");
  }

  @ParameterizedTest
  @EnumSource
  void laterCommitsContainOursAndEarlierOnesDoNot(Place place) {
    try (var repo = open(place)) {
      var before = repo.tip().id();
      var ours = Sandbox.write(repo, Sandbox.FILE, "image: 1\n").commit().orElseThrow().id();
      assertTrue(repo.contains(ours, ours));
      assertFalse(repo.contains(before, ours));
      for (var i = 0; i < 20; i++) {
        sandbox.commitElsewhere(bare, "main", "README.md", "more " + i);
      }
      var between = sandbox.git(bare, "rev-parse", "main~7");
      assertTrue(repo.contains(between, ours));
      assertTrue(repo.contains(sandbox.git(bare, "rev-parse", "main"), ours));
      assertEquals("more 12", Sandbox.text(repo.read(between, "README.md")));
      assertFalse(repo.contains("e".repeat(40), ours));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTipThatWasOnlyReadIsContainedInWhatFollows(Place place) {
    try (var repo = open(place)) {
      var seen = repo.tip().id();
      sandbox.commitElsewhere(bare, "main", "README.md", "more");
      assertTrue(repo.contains(sandbox.git(bare, "rev-parse", "main"), seen));
    }
  }

  private GitRepo open(Place place) {
    return sandbox.open(
        switch (place) {
          case URL -> "file://" + bare;
          case BARE -> bare.toString();
          case CLONE -> sandbox.clone(bare, "clone").toString();
        });
  }
}
