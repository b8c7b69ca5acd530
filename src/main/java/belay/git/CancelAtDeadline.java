package belay.git;

import org.eclipse.jgit.lib.EmptyProgressMonitor;

/// Makes JGit give up its work when the time is up.
final class CancelAtDeadline extends EmptyProgressMonitor {
  private final Deadline deadline;

  CancelAtDeadline(Deadline deadline) {
    this.deadline = deadline;
  }

  @Override
  public boolean isCancelled() {
    return deadline.passed();
  }
}
