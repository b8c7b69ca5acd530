package belay.report;

import belay.failure.Failure;
import belay.image.Digest;
import belay.image.Repository;
import java.util.Optional;
import java.util.stream.Stream;

/// References cut to what people need to tell them apart.
final class Abbreviated {
  private static final String NONE = "(none)";
  private static final int SHORT = 12;

  private Abbreviated() {}

  /// `sha256:93b60ebb48f2 -> sha256:aabbccddeeff`; with the repositories where they are not the
  /// same one.
  static String change(Optional<String> before, Optional<String> after) {
    var repositories =
        Stream.of(before, after)
            .flatMap(Optional::stream)
            .map(reference -> reference.substring(0, end(reference)))
            .map(Abbreviated::normal)
            .distinct()
            .count();
    var whole = repositories > 1;
    return before.map(reference -> reference(reference, whole)).orElse(NONE)
        + " -> "
        + after.map(reference -> reference(reference, whole)).orElse(NONE);
  }

  /// @param whole whether the repository is of interest
  private static String reference(String reference, boolean whole) {
    var end = end(reference);
    var version = end == reference.length() ? reference : digest(reference.substring(end + 1));
    return whole && end > 0 && end < reference.length()
        ? reference.substring(0, end + 1) + version
        : version;
  }

  /// Where the repository ends.
  private static int end(String reference) {
    var at = reference.indexOf('@');
    if (at >= 0) {
      return at;
    }
    var colon = reference.lastIndexOf(':');
    return colon > reference.lastIndexOf('/') ? colon : reference.length();
  }

  /// People write `nginx` and `docker.io/library/nginx` for the same one.
  private static String normal(String repository) {
    try {
      return Repository.parse(repository).toString();
    } catch (Failure malformed) {
      return repository;
    }
  }

  /// `sha256:93b60ebb48f2`; what is no digest stays whole.
  static String digest(String text) {
    return Digest.isDigest(text) ? Digest.parse(text).abbreviated() : text;
  }

  /// `93b60ebb48f2`, for tables.
  static String hex(Digest digest) {
    return digest.hex().substring(0, SHORT);
  }
}
