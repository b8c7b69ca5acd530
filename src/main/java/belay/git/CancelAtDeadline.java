package belay.git;

import org.eclipse.jgit.lib.EmptyProgressMonitor;

/// Makes JGit give up its work when the time is up.
final class CancelAtDeadline extends EmptyProgressMonitor {
  private final Deadline deadline;
  private final Runnable heard;

  /// @param heard told when work goes on
  CancelAtDeadline(Deadline deadline, Runnable heard) {
    this.deadline = deadline;
    this.heard = heard;
  }

  @Override
  public void update(int completed) {
    heard.run();
  }

  @Override
  public boolean isCancelled() {
    return deadline.passed();
  }
}
