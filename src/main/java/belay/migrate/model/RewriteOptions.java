package belay.migrate.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// How charts are rewritten.
///
/// @param mode what `allowEmptyDigest` is by default
/// @param split whether images that share a tag get a digest of their own each
/// @param apart whether branches stay that are the same once their images have digests
/// @param left the images that stay as they are, by their `file:line`, and why
public record RewriteOptions(
    DigestMode mode, boolean split, boolean apart, Map<String, String> left) {
  public RewriteOptions {
    left = Collections.unmodifiableMap(new TreeMap<>(left));
  }

  /// Empty digests fail, and every image is rewritten that can be.
  public static RewriteOptions standard() {
    return of(DigestMode.REQUIRED, false);
  }

  /// Every image is rewritten that can be.
  public static RewriteOptions of(DigestMode mode, boolean split) {
    return new RewriteOptions(mode, split, false, Map.of());
  }

  /// The same with more images that stay as they are.
  public RewriteOptions leaving(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(more);
    all.putAll(left);
    return new RewriteOptions(mode, split, apart, all);
  }

  /// The same with branches that stay.
  public RewriteOptions keepingBranches() {
    return new RewriteOptions(mode, split, true, left);
  }
}
