package belay.render.values;

import belay.render.object.SourceObject;
import java.util.Map;

/// The variables that Argo CD has for a source, and its way to fill them in.
public final class BuildEnvironment {
  private static final int SHORT = 7;
  private static final int LESS_SHORT = 8;
  private static final String SPECIAL = "*#$@!?-0123456789";

  private final Map<String, String> variables;

  private BuildEnvironment(Map<String, String> variables) {
    this.variables = variables;
  }

  /// Those of a source.
  ///
  /// @param instance the Application's name as Argo CD has it
  /// @param revision the commit that is rendered
  public static BuildEnvironment of(SourceObject source, String instance, String revision) {
    return new BuildEnvironment(
        Map.of(
            "ARGOCD_APP_NAME", instance,
            "ARGOCD_APP_NAMESPACE", source.application().destination(),
            "ARGOCD_APP_PROJECT_NAME", source.application().project(),
            "ARGOCD_APP_REVISION", revision,
            "ARGOCD_APP_REVISION_SHORT", beginning(revision, SHORT),
            "ARGOCD_APP_REVISION_SHORT_8", beginning(revision, LESS_SHORT),
            "ARGOCD_APP_SOURCE_REPO_URL", source.repository(),
            "ARGOCD_APP_SOURCE_PATH", source.path().orElse(""),
            "ARGOCD_APP_SOURCE_TARGET_REVISION", source.revision()));
  }

  private static String beginning(String revision, int length) {
    return revision.substring(0, Math.min(length, revision.length()));
  }

  /// For programs that see them, too.
  public Map<String, String> variables() {
    return variables;
  }

  /// A text with `$NAME` and `${NAME}` filled in, as Go's `os.Expand` does it: what is not set is
  /// nothing, and `$$` is `$`.
  public String expand(String text) {
    var out = new StringBuilder();
    var at = 0;
    while (at < text.length()) {
      var c = text.charAt(at);
      if (c != '$' || at + 1 == text.length()) {
        out.append(c);
        at++;
      } else {
        at = variable(text, at + 1, out);
      }
    }
    return out.toString();
  }

  /// @return behind the variable that begins here
  private int variable(String text, int start, StringBuilder out) {
    var first = text.charAt(start);
    if (first == '{') {
      return braced(text, start, out);
    }
    if (SPECIAL.indexOf(first) >= 0) {
      out.append(first == '$' ? "$" : "");
      return start + 1;
    }
    var end = start;
    while (end < text.length() && isPartOfName(text.charAt(end))) {
      end++;
    }
    out.append(end == start ? "$" : variables.getOrDefault(text.substring(start, end), ""));
    return end;
  }

  private int braced(String text, int brace, StringBuilder out) {
    var close = text.indexOf('}', brace);
    if (close < 0) {
      return brace + 1;
    }
    var name = text.substring(brace + 1, close);
    out.append(name.equals("$") ? "$" : variables.getOrDefault(name, ""));
    return close + 1;
  }

  private static boolean isPartOfName(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
