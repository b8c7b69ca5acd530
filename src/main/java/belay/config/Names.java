package belay.config;

import belay.failure.Failure;
import belay.failure.Kind;
import java.util.regex.Pattern;

/// Names of environments, services and groups: they become parts of paths, and must not lead
/// anywhere else.
final class Names {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

  private Names() {}

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /// The name itself.
  ///
  /// @throws Failure (usage) where it is none
  static String check(String kind, String text) {
    if (!isName(text)) {
      throw new Failure(
          Kind.USAGE, "not a name for %s: \"%s\"".formatted(kind, printable(text)), help(text));
    }
    return text;
  }

  /// `api/sidecar` is how one image of a service is shown, and taken by `belay deploy`.
  private static String help(String text) {
    var slash = text.indexOf('/');
    return slash > 0 && isName(text.substring(0, slash)) && isName(text.substring(slash + 1))
        ? "name the service with all its images: " + text.substring(0, slash)
        : "a name has 1 to 100 letters, digits, _ . - and does not start with . or -";
  }

  private static String printable(String text) {
    var shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }
}
