package belay.migrate.model;

/// A reference to an image in one text, such as `registry.example.com:5000/api:1.4`; its parts may
/// hold actions of templates.
///
/// @param repository the name
/// @param tag behind the colon; empty where there is none
/// @param digest behind the `@`; empty where there is none
public record WholeReference(String repository, String tag, String digest) {
  /// The parts of a text.
  public static WholeReference of(String text) {
    var at = text.indexOf('@');
    var digest = at < 0 ? "" : text.substring(at + 1);
    var name = at < 0 ? text : text.substring(0, at);
    var depth = 0;
    for (var i = name.length() - 1; i >= 0; i--) {
      var c = name.charAt(i);
      if (c == '}') {
        depth++;
      } else if (c == '{') {
        depth--;
      } else if (depth == 0 && c == '/') {
        break;
      } else if (depth == 0 && c == ':') {
        return new WholeReference(name.substring(0, i), name.substring(i + 1), digest);
      }
    }
    return new WholeReference(name, "", digest);
  }
}
