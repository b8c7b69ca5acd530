package belay.cli.option;

import belay.deliver.model.ArgoCdChoice;
import java.util.Optional;

/// Which Argo CD.
public final class ArgoCdOptions {
  Optional<String> server = Optional.empty();

  /// Adds them to a command.
  public void declare(Usage usage) {
    usage.option(
        "--argocd",
        "URL",
        "Argo CD's address (default: ARGOCD_SERVER, then argocd.server in belay.yaml). Token:"
            + " ARGOCD_AUTH_TOKEN, or argocd login.",
        Binding.optional(String.class, v -> server = v));
  }

  /// Whether one was named on the command line.
  public boolean isNamed() {
    return server.isPresent();
  }

  /// The flags as a wish to ask Argo CD.
  public ArgoCdChoice choice() {
    return new ArgoCdChoice(server);
  }
}
