package belay.scaffold.template;

import belay.failure.Failure;
import belay.failure.Kind;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a name in the repository will be called in Kubernetes, checked before it is written: the
/// cluster would refuse it much later, in another place and to another person.
public enum KubernetesName {
  /// A Helm release takes the service's name, and Helm stops at 53 characters; the Service object
  /// must begin with a letter.
  SERVICE("service", 53, true),
  /// A folder, and the second half of an Application's name.
  ENVIRONMENT("environment", 63, false),
  GROUP("group", 63, false),
  /// Argo CD puts an Application's name into labels, which end at 63 characters.
  APPLICATION("Application", 63, false),
  NAMESPACE("namespace", 63, false),
  /// Leaves room for `-apps`, and is a label's value as well.
  PROJECT("project", 58, false);

  private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?");

  private final String noun;
  private final int longest;
  private final boolean letterFirst;

  KubernetesName(String noun, int longest, boolean letterFirst) {
    this.noun = noun;
    this.longest = longest;
    this.letterFirst = letterFirst;
  }

  /// The name itself, where Kubernetes will take it.
  ///
  /// @throws Failure (usage) with a name that it would take
  public String check(String name) {
    if (name.length() > longest) {
      throw failure(
          name,
          "it has %d characters and may have %d".formatted(name.length(), longest),
          nearest(name));
    }
    if (!LABEL.matcher(name).matches()) {
      throw failure(
          name,
          "Kubernetes takes lower-case letters, digits and -, a letter or digit at both ends",
          nearest(name));
    }
    if (letterFirst && !Character.isLetter(name.charAt(0))) {
      throw failure(name, "it must begin with a letter", nearest(name));
    }
    return name;
  }

  /// The name nearest to a text that passes the check.
  public String nearest(String text) {
    var name =
        text.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceFirst(letterFirst ? "^[^a-z]+" : "^-+", "");
    var cut = name.substring(0, Math.min(longest, name.length())).replaceFirst("-+$", "");
    return cut.isEmpty() ? noun.toLowerCase(Locale.ROOT) : cut;
  }

  private Failure failure(String name, String why, String instead) {
    return new Failure(
        Kind.USAGE,
        "\"%s\" cannot be the name of %s %s: %s".formatted(abbreviated(name), article(), noun, why),
        "name it %s".formatted(instead));
  }

  private String article() {
    return "AEIOUaeiou".indexOf(noun.charAt(0)) >= 0 ? "an" : "a";
  }

  private static String abbreviated(String name) {
    return name.length() <= 80 ? name : name.substring(0, 77) + "...";
  }
}
