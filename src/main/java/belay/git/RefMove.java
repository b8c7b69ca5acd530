package belay.git;

import belay.host.Interrupts;
import java.io.IOException;

/// Moves a branch of a repository on this machine by compare-and-set.
final class RefMove {
  private final Repository repository;

  RefMove(Repository repository) {
    this.repository = repository;
  }

  /// Moves a ref, or the branch that `HEAD` names. An interrupt in between waits.
  ///
  /// @param expected where it has to be; [Refs#NOTHING] where there must be none
  PushReply move(String ref, String expected, String to) throws IOException {
    try (var _ = Interrupts.whole()) {
      var ran =
          repository
              .git()
              .run("update-ref", "-m", "belay: " + repository.subject(to), ref, to, expected);
      return ran.ok()
          ? new PushReply.Accepted()
          : new PushReply.Rejected(Failures.clean(ran.err()), "");
    }
  }
}
