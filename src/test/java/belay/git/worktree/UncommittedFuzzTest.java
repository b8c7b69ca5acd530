package belay.git.worktree;

import belay.git.object.LocalRepository;
import belay.git.run.Git;
import belay.peers.SayingGit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `git status --porcelain=v2` says, damaged.
final class UncommittedFuzzTest {
  private static final String ONE = "1".repeat(40);

  @Test
  void workThatIsInNoCommit(@TempDir Path folder) throws IOException {
    var git = SayingGit.in(folder);
    var update =
        new WorkTreeUpdate(new LocalRepository(Git.in(git.host(), folder), folder), folder);
    git.damaged(
        List.of(
            "1 .M N... 100644 100644 100644 %s %s a/b.yaml\0".formatted(ONE, ONE),
            "u UU N... 100644 100644 100644 100644 %s %s %s a/b.yaml\0? c\0! d\0"
                .formatted(ONE, ONE, ONE)),
        " \0.?!u1",
        () -> update.refuseUncommitted(List.of("a/b.yaml", "c", "N...", "")));
  }
}
