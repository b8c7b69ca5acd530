package belay.git.location;

import belay.git.object.CommitWriter;
import belay.git.run.Deadline;
import belay.git.run.RepositoryAccess;
import belay.git.transport.PushReply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Where a repository is, and so how it is read and changed; [GitRepo] says what each method
/// promises.
public interface Location extends PushTarget, AutoCloseable {
  @Override
  boolean isEmpty();

  Optional<String> url();

  /// Reads what is to be of one state, or what the remote has to be asked for: while nobody else of
  /// this machine changes it, where that is to be feared.
  <T> T locked(RepositoryAccess<T> access);

  /// The newest commit of the branch, its whole history being here then.
  String newest(Deadline deadline) throws IOException;

  boolean contains(String commit, String ancestor);

  /// Makes commits as the user's configuration has it here.
  CommitWriter writer();

  /// By when a call that begins now has to be done.
  Deadline limit();

  /// Where another branch of the same place is, its commit being here then; empty: there is none.
  Optional<String> branchAt(String name, Deadline deadline) throws IOException;

  /// Moves another branch of the same place by compare-and-set.
  ///
  /// @param expected where it was seen; empty: it does not exist yet
  PushReply push(String name, Optional<String> expected, String commit, Deadline deadline)
      throws IOException;

  /// What will remain when an edit of some files is published from here.
  ///
  /// @return what the user should know
  default List<String> foresee(Collection<String> files) {
    return List.of();
  }

  /// The commit that a branch, a tag or an id stands for, its files being here then; empty: there
  /// is none.
  default Optional<String> revision(String name, Deadline deadline) throws IOException {
    return repository().ref(name + "^{commit}");
  }

  /// The folder where its files are checked out; empty where they are nowhere.
  default Optional<Path> workTree() {
    return Optional.empty();
  }

  /// Every address that others may know the repository by, without credentials.
  default List<String> addresses() {
    return url().stream().toList();
  }

  @Override
  void close();
}
