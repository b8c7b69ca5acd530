package belay.git.location;

import belay.git.object.Draft;
import belay.git.object.LocalRepository;
import belay.git.run.Deadline;
import belay.git.transport.PushReply;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// A branch that commits are pushed to.
public interface PushTarget {
  /// The place in the user's words.
  String place();

  /// Whether there is no commit yet.
  default boolean isEmpty() {
    return false;
  }

  /// Refuses what must not be written here, before anything is.
  default void admit(Base base, Draft draft) throws IOException {}

  /// The branch's name, for messages.
  String branch();

  /// Waits until nobody else of this machine works here; closing it lets the next one.
  RepositoryLock lock(Deadline deadline);

  /// What to build on.
  ///
  /// @param fresh whether the remote has to be asked even if it was asked a moment ago
  Base base(boolean fresh, Deadline deadline) throws IOException;

  /// The parents of a commit that is built on a base.
  default List<String> parents(Base base) throws IOException {
    return Stream.of(base.parent()).filter(id -> !id.isEmpty()).toList();
  }

  /// Where commits are written and read.
  LocalRepository repository();

  /// Moves the branch from the base to the commit, if it is still there.
  PushReply push(Base base, String commit, Deadline deadline) throws IOException;

  /// Whether the branch has the commit, wherever its tip is by now.
  boolean holds(String commit, Deadline deadline) throws IOException;

  /// The commit is published: what remains to be done here. Must not fail for that.
  ///
  /// @return what the user should know
  default List<String> settle(Base base, String commit) {
    return List.of();
  }

  /// Whether published commits are on a remote.
  default boolean pushes() {
    return true;
  }

  /// The repository on this machine could not be read or written: cures it if possible.
  ///
  /// @return whether to try again
  default boolean heal(IOException damage) {
    return false;
  }
}
