package belay.demo;

import java.nio.file.Path;
import java.util.function.Consumer;

/// A small, correct OCI registry on 127.0.0.1.
public final class LoopbackRegistry implements AutoCloseable {
  private LoopbackRegistry() {}

  /// Starts one in a temporary folder that is removed at the end.
  public static LoopbackRegistry start() {
    throw new UnsupportedOperationException();
  }

  /// Starts one that keeps its content in a folder and tells of each request that it answered.
  public static LoopbackRegistry start(Path folder, Consumer<Request> answered) {
    throw new UnsupportedOperationException(folder + " " + answered);
  }

  /// `127.0.0.1:port`, the registry's name in image references.
  public String address() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
