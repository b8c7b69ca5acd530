package belay.git;

import belay.git.location.Base;
import belay.git.location.Location;
import belay.git.location.PushTarget;
import belay.git.location.RepositoryLock;
import belay.git.object.Contents;
import belay.git.object.LocalRepository;
import belay.git.run.Deadline;
import belay.git.transport.PushReply;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A branch of its own for an edit of another one's tip, to be merged by a pull request. Where it
/// exists the edit is added to it, with the tip as a second parent where the tip has moved: nothing
/// is forced, and what is proposed is always the edit and nothing else.
///
/// @param location the repository, at the branch that it is proposed for
/// @param branch its name, without `refs/heads/`
record ProposalBranch(Location location, String branch) implements PushTarget {
  @Override
  public String place() {
    return location.place();
  }

  @Override
  public RepositoryLock lock(Deadline deadline) {
    return location.lock(deadline);
  }

  @Override
  public Base base(boolean fresh, Deadline deadline) throws IOException {
    var base = location.base(true, deadline);
    var tip = base.remote().orElse(base.parent());
    var there = location.branchAt(branch, deadline);
    return new Base(tip, there, Optional.empty(), true, List.of());
  }

  /// The tip needs no mention where the branch has it; in a shallow repository that may stay
  /// unknown, and then naming it once more does no harm.
  @Override
  public List<String> parents(Base base) throws IOException {
    var tip = base.parent();
    var there = base.remote();
    if (there.isEmpty() || repository().isAncestor(there.get(), tip)) {
      return List.of(tip);
    }
    return repository().isAncestor(tip, there.get())
        ? List.of(there.get())
        : List.of(there.get(), tip);
  }

  @Override
  public LocalRepository repository() {
    return location.repository();
  }

  @Override
  public PushReply push(Base base, String commit, Deadline deadline) throws IOException {
    var contents = new Contents(repository());
    var there = base.remote();
    return there.isPresent() && contents.tree(there.get()).equals(contents.tree(commit))
        ? new PushReply.Same(there.get())
        : location.push(branch, there, commit, deadline);
  }

  @Override
  public boolean holds(String commit, Deadline deadline) throws IOException {
    var there = location.branchAt(branch, deadline);
    return there.isPresent() && repository().isAncestor(commit, there.get());
  }

  @Override
  public boolean pushes() {
    return location.pushes();
  }

  @Override
  public boolean heal(IOException damage) {
    return location.heal(damage);
  }
}
