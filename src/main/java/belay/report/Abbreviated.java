package belay.report;

import belay.failure.Failure;
import belay.image.Digest;
import belay.image.Repository;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// References cut to what people need to tell them apart.
///
/// @param prefix whether the hash function is named, and people with their addresses
/// @param digits how many digits of a digest stay
record Abbreviated(boolean prefix, int digits) {
  /// `sha256:93b60ebb48f2`, where there is room.
  static final Abbreviated PREFIXED = new Abbreviated(true, 12);

  /// `93b60ebb48f2`, for tables on a terminal.
  static final Abbreviated LONG = new Abbreviated(false, 12);

  /// `93b60eb`: `belay where` takes it.
  static final Abbreviated SHORT = new Abbreviated(false, 7);

  private static final String NONE = "(none)";

  /// `sha256:93b60ebb48f2 -> sha256:aabbccddeeff`; with the repositories where they are not the
  /// same one.
  String change(Optional<String> before, Optional<String> after) {
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
  private String reference(String reference, boolean whole) {
    var end = end(reference);
    var version = end == reference.length() ? reference : version(reference.substring(end + 1));
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

  /// A digest; what is none stays whole.
  String version(String text) {
    return Digest.isDigest(text) ? of(Digest.parse(text)) : text;
  }

  /// A digest.
  String of(Digest digest) {
    return (prefix ? digest.algorithm().prefix() : "") + digest.hex().substring(0, digits);
  }

  /// Who it was: the name alone where there is little room.
  String person(String author) {
    return prefix ? author : author.replaceFirst(" <.*", "");
  }

  /// Which it is on a terminal, or where there is none.
  static Abbreviated on(OptionalInt width) {
    return width.isEmpty() ? PREFIXED : LONG;
  }
}
