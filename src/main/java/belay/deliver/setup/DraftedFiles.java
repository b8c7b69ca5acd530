package belay.deliver.setup;

import belay.deliver.plan.PlannedCommit;
import belay.git.object.Draft;

/// Files that are to be committed.
///
/// @param message the commit's
record DraftedFiles(FileDrafts files, String message) implements PlannedCommit {
  @Override
  public Draft draft() {
    return new Draft(files.written(), message);
  }
}
