package belay.deliver.plan;

import belay.git.object.Draft;

/// What is to be committed onto one base.
public interface PlannedCommit {
  /// Its files and its message; without files there is nothing to do.
  Draft draft();
}
