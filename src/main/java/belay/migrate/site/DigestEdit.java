package belay.migrate.site;

/// What stands between two offsets of a template becomes another text.
///
/// @param text in which [#KEY] stands for the keys that the digest may come from
public record DigestEdit(String file, int start, int end, String text) {
  /// Stands for names of keys, which are known once all callers of a helper are.
  public static final String KEY = "\u0001";

  static DigestEdit insert(String file, int at, String text) {
    return new DigestEdit(file, at, at, text);
  }
}
