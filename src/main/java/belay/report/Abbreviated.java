package belay.report;

import belay.image.Digest;

/// References cut to what people need to tell them apart.
final class Abbreviated {
  private Abbreviated() {}

  /// `repository@sha256:93b60ebb48f2`, or only what comes after the repository where that is
  /// `expected`.
  static String reference(String reference, String expected) {
    var at = reference.indexOf('@');
    var text =
        at < 0 ? reference : reference.substring(0, at + 1) + digest(reference.substring(at + 1));
    var rest = text.startsWith(expected) ? text.substring(expected.length()) : text;
    return rest.startsWith("@") || rest.startsWith(":") ? rest.substring(1) : text;
  }

  /// `sha256:93b60ebb48f2`; what is no digest stays whole.
  static String digest(String text) {
    return Digest.isDigest(text) ? Digest.parse(text).abbreviated() : text;
  }
}
