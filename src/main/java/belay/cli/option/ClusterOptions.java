package belay.cli.option;

import java.nio.file.Path;
import java.util.Optional;

/// Which cluster.
public final class ClusterOptions {
  public Optional<Path> kubeconfig = Optional.empty();
  public Optional<String> context = Optional.empty();

  /// Adds them to a command.
  public void declare(Usage usage) {
    usage.option(
        "--kubeconfig",
        "FILE",
        "How clusters are reached (default: KUBECONFIG, then ~/.kube/config, then the Pod's own"
            + " service account).",
        Binding.optional(Path.class, v -> kubeconfig = v));
    usage.option(
        "--context",
        "NAME",
        "The kubeconfig's context to ask (default: context: of the environment in belay.yaml, then"
            + " the one whose cluster is its cluster:, then the current one).",
        Binding.optional(String.class, v -> context = v));
  }
}
