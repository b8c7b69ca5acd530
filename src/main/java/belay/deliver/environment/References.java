package belay.deliver.environment;

import belay.image.Digest;
import java.util.Optional;
import java.util.regex.Pattern;

/// References as values files have them, `repository@digest` or `repository:tag`.
public final class References {
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

  private References() {}

  /// Why nothing can run that is referred to so: placeholders, and digests that are cut short or
  /// stand in the wrong place. Empty where all is well.
  public static Optional<String> fault(String reference) {
    var at = reference.indexOf('@');
    var name = at < 0 ? reference : reference.substring(0, at);
    var colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    if (at < 0) {
      return tagFault(name.substring(colon + 1));
    }
    var digest = reference.substring(at + 1);
    if (colon >= 0) {
      return Optional.of(
          "not a tag and not a digest, but both: \"%s\"".formatted(reference.substring(colon + 1)));
    }
    if (!Digest.isDigest(digest)) {
      return Optional.of("not a digest: \"%s\"".formatted(digest));
    }
    return Digest.parse(digest).isOfNothing()
        ? Optional.of("a digest that no image has: \"%s\"".formatted(digest))
        : Optional.empty();
  }

  private static Optional<String> tagFault(String tag) {
    if (tag.startsWith("sha256:") || tag.startsWith("sha512:")) {
      return Optional.of("a digest in the place of the tag: \"%s\"".formatted(tag));
    }
    return TAG.matcher(tag).matches()
        ? Optional.empty()
        : Optional.of("not a tag: \"%s\"".formatted(tag));
  }

  /// The digest; empty where it is a tag.
  public static Optional<String> digest(String reference) {
    var at = reference.indexOf('@');
    return at < 0
        ? Optional.empty()
        : Optional.of(reference.substring(at + 1)).filter(Digest::isDigest);
  }

  /// The repository, without digest or tag.
  public static String repository(String reference) {
    var at = reference.indexOf('@');
    return reference.substring(0, at >= 0 ? at : nameEnd(reference));
  }

  /// Where the repository's name ends, before a tag and a digest.
  public static int nameEnd(String reference) {
    var at = reference.indexOf('@');
    var name = at < 0 ? reference : reference.substring(0, at);
    var colon = name.lastIndexOf(':');
    return colon > name.lastIndexOf('/') ? colon : name.length();
  }

  /// Whether two references have the repository or the digest in common.
  public static boolean related(String one, String other) {
    var digest = digest(one);
    return (digest.isPresent() && digest.equals(digest(other)))
        || (!repository(one).isEmpty() && repository(one).equals(repository(other)));
  }
}
