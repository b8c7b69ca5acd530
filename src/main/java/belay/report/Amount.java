package belay.report;

/// How many of something, in words.
public final class Amount {
  private Amount() {}

  /// `1 image`, `2 images`.
  public static String of(int number, String what) {
    return "%d %s%s".formatted(number, what, number == 1 ? "" : "s");
  }
}
