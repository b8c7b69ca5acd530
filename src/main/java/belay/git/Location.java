package belay.git;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Where a repository is, and so how it is read and changed; [GitRepo] says what each method
/// promises.
interface Location extends AutoCloseable {
  Commit tip();

  Optional<byte[]> read(String commit, String path);

  List<String> list(String commit, String directory);

  Map<String, byte[]> readAll(String commit, String directory);

  Optional<String> remote();

  String author();

  Proposal propose(String name, Predicate<Commit> ours, Function<Commit, Optional<Draft>> edit);

  Landing land(Function<Commit, Optional<Draft>> edit);

  Landing landFirst(Draft draft);

  Timeline timeline();

  boolean contains(String commit, String ancestor);

  String branch();

  @Override
  void close();
}
