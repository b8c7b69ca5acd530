package belay.net.tls;

import org.jspecify.annotations.Nullable;

/// An exception together with what caused it, down to a depth.
public final class Throwables {
  private static final int DEEPEST = 8;

  private Throwables() {}

  /// Whether a cause of this type is in the chain.
  public static boolean has(Throwable cause, Class<? extends Throwable> type) {
    @Nullable Throwable at = cause;
    for (var depth = 0; at != null && depth < DEEPEST; depth++) {
      if (type.isInstance(at)) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }

  /// All their messages, one a line.
  static String text(Throwable cause) {
    var all = new StringBuilder();
    @Nullable Throwable at = cause;
    for (var depth = 0; at != null && depth < DEEPEST; depth++) {
      all.append(at.getMessage()).append('\n');
      at = at.getCause();
    }
    return all.toString();
  }
}
