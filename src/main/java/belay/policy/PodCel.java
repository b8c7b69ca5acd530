package belay.policy;

import belay.policy.CelRule.Variable;
import java.util.List;

/// The expressions that find the images of an object and of the one that it replaces.
///
/// `dyn(…)` keeps the API server from checking fields against each kind that is matched: most have
/// none of those of the others. What there is not is null, or empty, as the engine has it.
final class PodCel {
  private static final String POD =
      """
      %1$s == null ? dyn({}) :
      dyn(%1$s).?kind.orValue('') == 'Pod' ? dyn(%1$s).?spec.orValue({}) :
      dyn(%1$s).?kind.orValue('') == 'PodTemplate' ? dyn(%1$s).?template.?spec.orValue({}) :
      dyn(%1$s).?kind.orValue('') == 'CronJob' ? dyn(%1$s).?spec.?jobTemplate.?spec.?template.?spec.orValue({}) :
      dyn(%1$s).?spec.?template.?spec.orValue({})
      """;

  private static final String CONTAINERS =
      """
      %1$s.?%2$s.orValue([]).map(c,
        {'place': '%3$s ' + string(c.?name.orValue('')), 'image': string(c.?image.orValue(''))})
      """;

  private PodCel() {}

  /// `images` is what the object has, `before` what it had; both are lists of place and image.
  static List<Variable> variables() {
    return List.of(
        new Variable("pod", POD.formatted("object")),
        new Variable("images", images("variables.pod")),
        new Variable("podBefore", POD.formatted("oldObject")),
        new Variable("before", images("variables.podBefore")));
  }

  private static String images(String pod) {
    return String.join(
        "+ ",
        CONTAINERS.formatted(pod, "containers", "container"),
        CONTAINERS.formatted(pod, "initContainers", "init container"),
        CONTAINERS.formatted(pod, "ephemeralContainers", "ephemeral container"),
        volumes(pod));
  }

  private static String volumes(String pod) {
    return """
    %1$s.?volumes.orValue([]).filter(v, has(v.image)).map(v,
      {'place': 'volume ' + string(v.name), 'image': string(v.image.?reference.orValue(''))})
    """
        .formatted(pod);
  }
}
