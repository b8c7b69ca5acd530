package belay.demo;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// A small, correct OCI registry on 127.0.0.1.
public final class LoopbackRegistry implements AutoCloseable {
  private LoopbackRegistry() {}

  /// Starts one in a temporary folder that is removed at the end.
  public static LoopbackRegistry start() {
    return Optional.<LoopbackRegistry>empty().orElseThrow();
  }

  /// Starts one that keeps its content in a folder and tells of each request that it answered.
  public static LoopbackRegistry start(Path folder, Consumer<Request> answered) {
    return Optional.<LoopbackRegistry>empty().orElseThrow();
  }

  /// `127.0.0.1:port`, the registry's name in image references.
  public String address() {
    return Optional.<String>empty().orElseThrow();
  }

  @Override
  public void close() {}
}
