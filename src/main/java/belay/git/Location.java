package belay.git;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Where a repository is, and so how it is read and changed; [GitRepo] says what each method
/// promises.
interface Location extends AutoCloseable {
  Commit tip();

  Optional<byte[]> read(String commit, String path);

  List<String> list(String commit, String directory);

  Landing land(Function<Commit, Optional<Draft>> edit);

  Landing landFirst(Draft draft);

  Timeline timeline();

  boolean contains(String commit, String ancestor);

  String branch();

  @Override
  void close();
}
