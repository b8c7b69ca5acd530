package belay.render.tool;

import java.util.List;
import java.util.regex.Pattern;

/// What charts are told of the cluster, where an Application says nothing itself.
///
/// @param kubernetes its version; empty for the one that Helm was built for
/// @param apis what it has, such as `monitoring.coreos.com/v1`
public record ClusterVersion(String kubernetes, List<String> apis) {
  public static final ClusterVersion UNKNOWN = new ClusterVersion("", List.of());

  private static final Pattern GENERIC =
      Pattern.compile("\\s*v?([0-9]+(?:\\.[0-9]+)+)(?:[-+].*)?\\s*", Pattern.DOTALL);

  public ClusterVersion {
    apis = List.copyOf(apis);
  }

  /// A version without what only some vendors write behind it: `v1.30.2-gke.1` is `1.30.2`.
  ///
  /// @return the text itself where it is no version
  static String normalized(String version) {
    var found = GENERIC.matcher(version);
    if (!found.matches()) {
      return version;
    }
    var parts = new java.util.ArrayList<>(List.of(String.valueOf(found.group(1)).split("\\.")));
    parts.replaceAll(part -> part.replaceFirst("^0+(?=[0-9])", ""));
    while (parts.size() < 3) {
      parts.add("0");
    }
    return String.join(".", parts);
  }
}
