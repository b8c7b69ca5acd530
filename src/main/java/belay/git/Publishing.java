package belay.git;

import belay.host.Interrupts;
import org.eclipse.jgit.lib.ObjectId;

/// What who interrupts is told of a commit on its way.
final class Publishing {
  private Publishing() {}

  /// Nobody knows yet whether it arrives.
  static void begins(Ground ground, ObjectId commit) {
    if (ground.pushes()) {
      Interrupts.stands(
          "interrupted while commit %s was being pushed".formatted(commit.name()),
          "run it again: a commit that has arrived is found there");
    }
  }

  /// It is there, and all that belongs to it is done.
  static void ended(Ground ground, ObjectId commit) {
    var done = ground.pushes() ? "pushed" : "committed";
    Interrupts.stands(
        "interrupted; %s: commit %s".formatted(done, commit.name()),
        "nothing is left to do; running it again changes nothing");
  }
}
