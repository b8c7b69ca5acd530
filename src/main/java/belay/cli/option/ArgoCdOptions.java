package belay.cli.option;

import belay.deliver.model.ArgoCdChoice;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which Argo CD.
public final class ArgoCdOptions {
  @Option(
      names = "--argocd",
      paramLabel = "URL",
      description =
          "Argo CD's address (default: ARGOCD_SERVER, then argocd.server in belay.yaml). Token:"
              + " ARGOCD_AUTH_TOKEN, or argocd login.")
  Optional<String> server = Optional.empty();

  /// The flags as a wish to ask Argo CD.
  public ArgoCdChoice choice() {
    return new ArgoCdChoice(server);
  }
}
