package belay.git;

import belay.host.Interrupts;

/// What who interrupts is told of a commit on its way.
final class Publishing {
  private Publishing() {}

  /// Nobody knows yet whether it arrives.
  static void begins(Ground ground, String commit) {
    if (ground.pushes()) {
      Interrupts.stands(
          "interrupted while commit %s was being pushed".formatted(commit),
          "run it again: a commit that has arrived is found there");
    }
  }

  /// It is there, and all that belongs to it is done.
  static void ended(Ground ground, String commit) {
    var done = ground.pushes() ? "pushed" : "committed";
    Interrupts.stands(
        "interrupted; %s: commit %s".formatted(done, commit),
        "nothing is left to do; running it again changes nothing");
  }
}
