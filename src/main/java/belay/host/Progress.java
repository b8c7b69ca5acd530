package belay.host;

/// Told how long work goes on; what it shows is the terminal's business. Safe for use by several
/// threads.
public interface Progress {
  /// Starts a step.
  ///
  /// @param what what is under way, such as `pushing sha256:93b6…`
  /// @param total how many bytes it will take; 0 when that is not known
  Step start(String what, long total);

  /// One step under way; closing it ends it, successful or not.
  interface Step extends AutoCloseable {
    /// So many more bytes are done; a negative number takes back what has to be done again.
    void advance(long bytes);

    @Override
    void close();
  }

  /// Shows nothing.
  static Progress none() {
    return (_, _) ->
        new Step() {
          @Override
          public void advance(long bytes) {}

          @Override
          public void close() {}
        };
  }
}
