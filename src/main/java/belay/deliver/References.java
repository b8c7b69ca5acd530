package belay.deliver;

import belay.image.Digest;
import java.util.Optional;

/// References as values files have them, `repository@digest` or `repository:tag`.
final class References {
  private References() {}

  /// The digest; empty where it is a tag.
  static Optional<String> digest(String reference) {
    var at = reference.indexOf('@');
    return at < 0
        ? Optional.empty()
        : Optional.of(reference.substring(at + 1)).filter(Digest::isDigest);
  }

  static String repository(String reference) {
    var at = reference.indexOf('@');
    if (at >= 0) {
      return reference.substring(0, at);
    }
    var colon = reference.lastIndexOf(':');
    return colon > reference.lastIndexOf('/') ? reference.substring(0, colon) : reference;
  }

  /// Whether two references have the repository or the digest in common.
  static boolean related(String one, String other) {
    var digest = digest(one);
    return (digest.isPresent() && digest.equals(digest(other)))
        || (!repository(one).isEmpty() && repository(one).equals(repository(other)));
  }
}
