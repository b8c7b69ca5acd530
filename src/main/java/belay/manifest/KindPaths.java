package belay.manifest;

import belay.failure.Failure;
import belay.failure.Kind;
import java.util.List;
import java.util.regex.Pattern;

/// Where the objects of a kind have images, whatever their version.
///
/// @param group the API group, such as `argoproj.io`; empty for the core
/// @param kind such as `Rollout`
/// @param paths such as `spec.image`, `spec.steps[].image`, `spec.*.image`, or to a list of
///   containers or the specification of a Pod: `spec.template.spec`
public record KindPaths(String group, String kind, List<String> paths) {
  private static final Pattern GROUP =
      Pattern.compile(
          "(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)?");
  private static final Pattern KIND = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,62}");
  private static final int LONGEST_GROUP = 253;

  public KindPaths {
    if (group.length() > LONGEST_GROUP || !GROUP.matcher(group).matches()) {
      throw new Failure(
          Kind.USAGE,
          "not an API group: \"%s\"".formatted(group),
          "write what stands before the slash of apiVersion, such as argoproj.io; nothing for the"
              + " core");
    }
    if (!KIND.matcher(kind).matches()) {
      throw new Failure(
          Kind.USAGE,
          "not a kind: \"%s\"".formatted(kind),
          "write it as in the manifest, such as Rollout");
    }
    if (paths.isEmpty()) {
      throw new Failure(
          Kind.USAGE,
          "no paths to the images of %s".formatted(kind),
          "name one, such as spec.template.spec");
    }
    paths = List.copyOf(paths);
    paths.forEach(ImagePath::parse);
  }

  List<ImagePath> parsed() {
    return paths.stream().map(ImagePath::parse).toList();
  }
}
