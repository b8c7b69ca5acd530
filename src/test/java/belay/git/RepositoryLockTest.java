package belay.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.location.RepositoryLock;
import belay.git.run.Deadline;
import belay.git.run.GitFailures;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RepositoryLockTest {
  @TempDir Path folder;

  @Test
  void aPlaceThatCannotBeLockedIsNoBug() throws Exception {
    var lock = Files.createDirectory(folder.resolve("belay.lock"));
    var failure =
        assertThrows(
            Failure.class,
            () -> RepositoryLock.take(lock, Deadline.in(Duration.ofSeconds(1)), _ -> {}));
    assertEquals("cannot work in " + folder, failure.what());
    assertEquals(Kind.REFUSED, failure.kind());
  }

  @Test
  void aMissingPermissionIsCalledThat() {
    var failure = GitFailures.local("/srv/gitops", new AccessDeniedException("/srv/gitops/.git"));
    assertEquals("no permission to work in /srv/gitops", failure.what());
    assertEquals(Kind.AUTH, failure.kind());
  }
}
