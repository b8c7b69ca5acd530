package belay.git;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What [LandLoop] needs of a place to land commits there.
interface Ground {
  /// The place in the user's words.
  String place();

  /// Refuses what must not be written here, before anything is.
  default void admit(Base base, Draft draft) throws IOException {}

  /// The branch's name, for messages.
  String branch();

  /// Waits until nobody else of this machine lands here; closing it lets the next one.
  Turn turn(Deadline deadline);

  /// What to build on.
  ///
  /// @param fresh whether the remote has to be asked even if it was asked a moment ago
  Base base(boolean fresh, Deadline deadline) throws IOException;

  /// Where commits are written and read.
  Repository repository();

  /// Moves the branch from the base to the commit, if it is still there.
  PushReply publish(Base base, String commit, Deadline deadline) throws IOException;

  /// Where another branch of the same place is, its commit being here then; empty: there is none.
  Optional<String> branchAt(String name, Deadline deadline) throws IOException;

  /// Moves another branch of the same place by compare-and-set.
  ///
  /// @param expected where it was seen; empty: it does not exist yet
  PushReply push(String name, Optional<String> expected, String commit, Deadline deadline)
      throws IOException;

  /// Whether the branch has the commit, wherever its tip is by now.
  boolean holds(String commit, Deadline deadline) throws IOException;

  /// The commit is published: what remains to be done here. Must not fail for that.
  ///
  /// @return what the user should know
  default List<String> settle(Base base, String commit) {
    return List.of();
  }

  /// What will remain when an edit of some files is published from here.
  ///
  /// @return what the user should know
  default List<String> foresee(Collection<String> files) {
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
