package belay.cli.option;

import belay.render.RenderSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What rendering is told.
public final class RenderOptions {
  public Optional<Path> helm = Optional.empty();
  public Optional<Path> kustomize = Optional.empty();
  public String kubeVersion = "";
  public List<String> apiVersions = List.of();
  public List<String> addresses = List.of();
  public boolean allowUnrendered;

  /// What they say together.
  public RenderSettings settings() {
    return new RenderSettings(helm, kustomize, kubeVersion, apiVersions, addresses);
  }

  /// Adds them to a command.
  public void declare(Usage usage) {
    usage.option(
        "--helm",
        "FILE",
        "The helm program (default: helm on the PATH).",
        Binding.optional(Path.class, v -> helm = v));
    usage.option(
        "--kustomize",
        "FILE",
        "The kustomize program (default: kustomize, else kubectl on the PATH).",
        Binding.optional(Path.class, v -> kustomize = v));
    usage.option(
        "--kube-version",
        "VERSION",
        "The cluster's version where an Application says none (default: Helm's own).",
        Binding.of(String.class, v -> kubeVersion = v));
    usage.separated(
        "--api-versions",
        "API",
        "An API that the cluster has, such as monitoring.coreos.com/v1; repeatable.",
        Binding.list(String.class, v -> apiVersions = v));
    usage.separated(
        "--repo-url",
        "URL",
        "A further address by which Applications call this repository; repeatable.",
        Binding.list(String.class, v -> addresses = v));
    usage.toggle(
        "--allow-unrendered",
        "What cannot be rendered is only a warning.",
        v -> allowUnrendered = v);
  }
}
