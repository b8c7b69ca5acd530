package belay.deliver.plan;

import belay.deliver.model.Outcome;
import belay.git.BranchUpdate;
import belay.git.PushResult;
import belay.git.object.Commit;
import java.util.Optional;
import java.util.function.Function;

/// Brings a change onto a branch: planned for the commit that the branch is at, pushed, and planned
/// again where somebody else was faster.
public final class CommitLoop {
  private CommitLoop() {}

  /// What happened.
  ///
  /// @param plan the last plan that was made
  /// @param landed its commit; empty where there was nothing to do
  public record Done<P>(P plan, Optional<Outcome.Landed> landed) {}

  /// Runs until it is done.
  ///
  /// @param begun is closed at the end
  /// @param plan asked once for each commit that the branch is met at
  public static <P extends PlannedCommit> Done<P> run(
      BranchUpdate begun, Function<Commit, P> plan) {
    return begin(begun, base -> plan.apply(base.orElseThrow()));
  }

  /// The same where the repository may have no commit yet.
  public static <P extends PlannedCommit> Done<P> begin(
      BranchUpdate begun, Function<Optional<Commit>, P> plan) {
    try (var update = begun) {
      while (true) {
        var planned = plan.apply(update.base());
        switch (update.push(planned.draft())) {
          case PushResult.Pushed pushed -> {
            return new Done<>(planned, Optional.of(Outcome.Landed.of(pushed)));
          }
          case PushResult.Nothing() -> {
            return new Done<>(planned, Optional.empty());
          }
          case PushResult.Moved() -> {}
        }
      }
    }
  }
}
