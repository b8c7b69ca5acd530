package belay.scaffold.chart;

import java.util.Optional;

/// What a chart does with the digest of its image.
///
/// @param place the `file:line` of a template that decides it, or that calls what would; empty
///   where there is none
/// @param allowsEmpty whether the chart knows `allowEmptyDigest`
public record DigestUse(Kind kind, Optional<String> place, boolean allowsEmpty) {
  /// What it renders while the digest is empty.
  public enum Kind {
    /// Nothing: it says that a digest is needed.
    REFUSES,
    /// An image that ends where the digest should follow, which nothing can pull.
    RENDERS_EMPTY,
    /// Another version, such as one by tag.
    FALLS_BACK,
    /// The same as with a digest, which it does not read.
    IGNORES,
    /// Not known: the chart or its helper is elsewhere, or not there yet.
    UNKNOWN
  }

  /// The chart that Belay makes.
  public static DigestUse made() {
    return new DigestUse(Kind.REFUSES, Optional.empty(), true);
  }

  /// A chart that nobody looked at.
  public static DigestUse unknown() {
    return new DigestUse(Kind.UNKNOWN, Optional.empty(), false);
  }

  /// Whether nothing is rolled out by it before a digest is there.
  public boolean refuses() {
    return kind == Kind.REFUSES;
  }
}
