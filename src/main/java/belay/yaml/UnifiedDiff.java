package belay.yaml;

/// The difference of two versions of a file, as git prints it.
@SuppressWarnings("DoNotCallSuggester")
public final class UnifiedDiff {
  private UnifiedDiff() {}

  public static String of(String path, byte[] before, byte[] after) {
    throw new UnsupportedOperationException(path + before.length + after.length);
  }
}
