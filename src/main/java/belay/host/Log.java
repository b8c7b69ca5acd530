package belay.host;

import java.util.function.Supplier;

/// What the program says beside its answer. Safe for use by several threads; no message may hold a
/// secret.
public interface Log {
  /// Something that the user should know although the work went on.
  void warn(String message);

  /// Something that was done on the way to what was asked for.
  void note(String message);

  /// A decision and its reason (`-v`): which file, which rule, whose credentials.
  void explain(Supplier<String> message);

  /// One exchange with the outside (`-vv`), such as `HEAD https://… 200 in 12 ms`.
  void trace(Supplier<String> message);

  /// Says nothing.
  static Log none() {
    return new Log() {
      @Override
      public void warn(String message) {}

      @Override
      public void note(String message) {}

      @Override
      public void explain(Supplier<String> message) {}

      @Override
      public void trace(Supplier<String> message) {}
    };
  }
}
