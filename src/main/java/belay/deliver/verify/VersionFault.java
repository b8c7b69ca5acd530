package belay.deliver.verify;

import belay.config.verify.Rule;
import belay.image.Digest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is wrong with a text that should be a digest.
///
/// @param message what it is instead
/// @param mended the digest that is meant, where that is plain
record VersionFault(Rule rule, String message, Optional<String> mended) {
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?i).*(?:placeholder|changeme|change_me|replace|todo|fixme|your[-_ ]).*|.*[<>${}].*");

  /// Empty for a digest that an image may have.
  static Optional<VersionFault> of(String text) {
    if (Digest.isDigest(text)) {
      return Digest.parse(text).isOfNothing()
          ? Optional.of(placeholder("a digest that no image has: \"%s\"".formatted(text)))
          : Optional.empty();
    }
    if (PLACEHOLDER.matcher(text).matches()) {
      return Optional.of(placeholder("a placeholder: \"%s\"".formatted(text)));
    }
    return Optional.of(malformed(text));
  }

  private static VersionFault placeholder(String message) {
    return new VersionFault(Rule.VALUES_PLACEHOLDER, message, Optional.empty());
  }

  private static VersionFault malformed(String text) {
    var lower = text.strip().toLowerCase(Locale.ROOT);
    if (Digest.isDigest(lower)) {
      return fault(
          text.strip().equals(lower)
              ? "a digest with blanks around it: \"%s\"".formatted(text)
              : "a digest in capital letters, which no registry takes: \"%s\"".formatted(text),
          lower);
    }
    if (Digest.isDigest("sha256:" + lower)) {
      return fault(
          "a bare digest, without sha256: before it: \"%s\"".formatted(text), "sha256:" + lower);
    }
    var at = lower.lastIndexOf('@');
    if (at >= 0 && Digest.isDigest(lower.substring(at + 1))) {
      return fault(
          "a whole reference in the place of the digest: \"%s\"".formatted(text),
          lower.substring(at + 1));
    }
    for (var algorithm : Digest.Algorithm.values()) {
      if (lower.startsWith(algorithm.prefix())) {
        return new VersionFault(
            Rule.VALUES_DIGEST_MALFORMED,
            length(text, lower.substring(algorithm.prefix().length()), algorithm),
            Optional.empty());
      }
    }
    return new VersionFault(
        Rule.VALUES_DIGEST_MALFORMED, "not a digest: \"%s\"".formatted(text), Optional.empty());
  }

  private static String length(String text, String hex, Digest.Algorithm algorithm) {
    var wanted = Digest.of(algorithm, new byte[0]).hex().length();
    return HEX.matcher(hex).matches()
        ? "a digest of %d hex digits, where %s has %d: \"%s\""
            .formatted(hex.length(), algorithm.prefix(), wanted, text)
        : "not a digest: \"%s\"".formatted(text);
  }

  private static VersionFault fault(String message, String mended) {
    return new VersionFault(Rule.VALUES_DIGEST_MALFORMED, message, Optional.of(mended));
  }
}
