package belay.deliver.rollout;

import belay.argocd.ArgoCd;
import belay.argocd.ArgoCdSettings;
import belay.argocd.ServerAddress;
import belay.config.Config;
import belay.deliver.model.ArgoCdChoice;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.host.Log;
import belay.registry.RegistrySettings;

/// Which Argo CD is asked, and how it is reached.
public record ArgoCdLink(Host host, Log log, RegistrySettings network) {

  /// Argo CD: what the caller names, else `ARGOCD_SERVER`, else what belay.yaml says. It is not
  /// asked anything yet.
  ///
  /// @throws Failure (usage) where nobody says
  public ArgoCd open(Config config, ArgoCdChoice choice) {
    var text =
        choice
            .server()
            .or(() -> host.env("ARGOCD_SERVER"))
            .or(() -> config.argocd().server())
            .orElseThrow(() ->
                new Failure(
                    Kind.USAGE,
                    "which Argo CD is to be asked is not known",
                    "pass --argocd URL, set ARGOCD_SERVER, or set argocd.server in belay.yaml"));
    return ArgoCd.open(host, log, settings(server(text), config));
  }

  /// Plain HTTP where the address or `--plain-http` says so; elsewhere than on this machine it is
  /// worth a word, since the token travels in the clear.
  private ServerAddress server(String text) {
    var named = ServerAddress.parse(text);
    var plain = network.plainHttp();
    var asPlain = plain.contains(named.name()) || plain.contains(named.base().getHost());
    var server = asPlain && !text.contains("://") ? named.plain() : named;
    if (server.isPlain() && !server.isLoopback()) {
      log.warn("the token goes to %s without encryption".formatted(server));
    }
    return server;
  }

  private ArgoCdSettings settings(ServerAddress server, Config config) {
    return new ArgoCdSettings(
        server,
        config.argocd().namespace(),
        config.argocd().project(),
        new ArgoCdSettings.Tls(network.caFile(), network.clientCertificate(), network.clientKey()),
        ArgoCdSettings.Pace.usual());
  }
}
