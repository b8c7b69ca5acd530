package belay.git;

import java.util.Optional;

/// Where a repository is, and so how it is read and changed; [GitRepo] says what each method
/// promises.
interface Location extends Ground, AutoCloseable {
  boolean isEmpty();

  Optional<String> url();

  Commit tip();

  Timeline timeline();

  boolean contains(String commit, String ancestor);

  /// Makes commits as the user's configuration has it here.
  CommitWriter writer();

  /// By when a call that begins now has to be done.
  Deadline limit();

  default Landing landFirst(Draft draft) {
    return FirstCommit.land(this, writer(), draft, limit());
  }

  @Override
  void close();
}
