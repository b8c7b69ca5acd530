package belay.migrate.model;

/// How charts are rewritten.
///
/// @param mode what `allowEmptyDigest` is by default
public record RewriteOptions(DigestMode mode) {
  /// Empty digests fail.
  public static RewriteOptions standard() {
    return new RewriteOptions(DigestMode.REQUIRED);
  }
}
