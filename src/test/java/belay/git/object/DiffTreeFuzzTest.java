package belay.git.object;

import belay.git.run.Git;
import belay.peers.SayingGit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `git diff-tree` says, damaged.
final class DiffTreeFuzzTest {
  private static final String ONE = "1".repeat(40);
  private static final String TWO = "2".repeat(40);

  @Test
  void differencesOfTwoCommits(@TempDir Path folder) throws IOException {
    var git = SayingGit.in(folder);
    var change = ":100644 100644 %s %s M\0a/b.yaml\0".formatted(ONE, TWO);
    git.damaged(
        List.of(TWO + "\0" + change + change + ".\n", ".\n"),
        ":\0 .\n",
        () ->
            DiffTree.between(Git.in(git.host(), folder), new DiffTree.Pair(Optional.of(ONE), TWO)));
  }
}
