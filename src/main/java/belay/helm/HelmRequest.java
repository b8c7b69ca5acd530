package belay.helm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One chart to be rendered.
///
/// @param chart its folder, which is not written to
/// @param release the release's name
/// @param namespace where it is to go; empty for Helm's default
/// @param kubeVersion the cluster's version; empty for the one that Helm was built for
/// @param apiVersions what the cluster has besides Kubernetes' own kinds
public record HelmRequest(
    Path chart,
    String release,
    String namespace,
    String kubeVersion,
    List<String> apiVersions,
    HelmValues values,
    HelmSwitches switches) {
  public HelmRequest {
    apiVersions = List.copyOf(apiVersions);
  }

  /// A chart with these values, and nothing else said.
  public static HelmRequest of(Path chart, String release, HelmValues values) {
    return new HelmRequest(chart, release, "", "", List.of(), values, HelmSwitches.NONE);
  }

  /// The arguments, in the order in which Argo CD gives them.
  List<String> arguments() {
    var arguments = new ArrayList<>(List.of("template", ".", "--name-template", release));
    addIfAny(arguments, "--namespace", namespace);
    addIfAny(arguments, "--kube-version", kubeVersion);
    values.set().forEach(value -> arguments.addAll(List.of("--set", value.toString())));
    values
        .setString()
        .forEach(value -> arguments.addAll(List.of("--set-string", value.toString())));
    values.setFile().forEach(value -> arguments.addAll(List.of("--set-file", value.toString())));
    values.files().forEach(file -> arguments.addAll(List.of("--values", file)));
    if (!values.text().isEmpty()) {
      arguments.addAll(List.of("--values", "-"));
    }
    apiVersions.forEach(version -> arguments.addAll(List.of("--api-versions", version)));
    arguments.addAll(switches.arguments());
    return arguments;
  }

  private static void addIfAny(List<String> arguments, String flag, String value) {
    if (!value.isEmpty()) {
      arguments.addAll(List.of(flag, value));
    }
  }
}
