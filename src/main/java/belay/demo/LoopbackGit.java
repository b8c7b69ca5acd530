package belay.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// A Git server on 127.0.0.1 that speaks smart HTTP.
public final class LoopbackGit implements AutoCloseable {
  private LoopbackGit() {}

  /// Serves the bare repositories in a folder.
  public static LoopbackGit start(Path folder) {
    return start(folder, _ -> {});
  }

  /// Serves the bare repositories in a folder and tells of each request that it answered.
  public static LoopbackGit start(Path folder, Consumer<Request> answered) {
    return Optional.<LoopbackGit>empty().orElseThrow();
  }

  /// Where the bare repository `name` or `name.git` is cloned from.
  public URI url(String name) {
    return Optional.<URI>empty().orElseThrow();
  }

  @Override
  public void close() {}
}
