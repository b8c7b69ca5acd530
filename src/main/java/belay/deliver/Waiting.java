package belay.deliver;

import belay.argocd.ArgoCd;
import belay.argocd.ArgoCdSettings;
import belay.argocd.ServerAddress;
import belay.config.Config;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.GitRepo;
import belay.host.Host;
import belay.host.Interrupts;
import belay.host.Log;
import belay.registry.RegistrySettings;
import java.util.List;
import java.util.stream.Gatherers;

/// Waiting for Argo CD, in two parts: before anything is written, that it is there and shows the
/// Applications; after that, until it runs what was deployed.
final class Waiting implements AutoCloseable {
  private static final int AT_ONCE = 8;

  private final GitRepo repo;
  private final Log log;
  private final Config config;
  private final WaitRequest wish;
  private final ArgoCd argocd;

  private Waiting(GitRepo repo, Log log, Config config, WaitRequest wish, ArgoCd argocd) {
    this.repo = repo;
    this.log = log;
    this.config = config;
    this.wish = wish;
    this.argocd = argocd;
  }

  /// Argo CD: what the caller names, else `ARGOCD_SERVER`, else what belay.yaml says.
  ///
  /// @throws Failure (usage) where nobody says
  static Waiting open(Surroundings around, Config config, WaitRequest wish) {
    var text =
        wish.server()
            .or(() -> around.host().env("ARGOCD_SERVER"))
            .or(() -> config.argocd().server())
            .orElseThrow(() ->
                new Failure(
                    Kind.USAGE,
                    "which Argo CD is to be waited for is not known",
                    "pass --argocd URL, set ARGOCD_SERVER, or set argocd.server in belay.yaml"));
    var settings = settings(server(text, around), config, around.network());
    return new Waiting(
        around.repo(),
        around.log(),
        config,
        wish,
        ArgoCd.open(around.host(), around.log(), settings));
  }

  /// What a wait needs besides the wish.
  record Surroundings(Host host, Log log, GitRepo repo, RegistrySettings network) {}

  /// Plain HTTP where the address or `--plain-http` says so; elsewhere than on this machine it is
  /// worth a word, since the token travels in the clear.
  private static ServerAddress server(String text, Surroundings around) {
    var named = ServerAddress.parse(text);
    var plain = around.network().plainHttp();
    var asPlain = plain.contains(named.name()) || plain.contains(named.base().getHost());
    var server = asPlain && !text.contains("://") ? named.plain() : named;
    if (server.isPlain() && !server.isLoopback()) {
      around.log().warn("the token goes to %s without encryption".formatted(server));
    }
    return server;
  }

  private static ArgoCdSettings settings(
      ServerAddress server, Config config, RegistrySettings network) {
    return new ArgoCdSettings(
        server,
        config.argocd().namespace(),
        config.argocd().project(),
        new ArgoCdSettings.Tls(network.caFile(), network.clientCertificate(), network.clientKey()),
        ArgoCdSettings.Pace.usual());
  }

  /// Sees every Application once: what cannot be waited for should not be begun.
  ///
  /// @throws Failure where one does not exist or may not be seen, or Argo CD cannot be reached
  void check(String commit, DeployRequest request) {
    request.wanted().stream()
        .map(Wanted::service)
        .distinct()
        .filter(service -> exists(commit, service, request.environment()))
        .map(service -> config.argocd().application(service, request.environment()))
        .distinct()
        .gather(Gatherers.mapConcurrent(AT_ONCE, argocd::find))
        .forEach(app ->
            log.explain(() ->
                "%s: %s, %s".formatted(app.name(), app.sync().status(), app.health().status())));
  }

  /// A service that is not there is for the deployment to explain.
  private boolean exists(String commit, String service, String environment) {
    return repo.read(commit, config.valuesPath(environment, service)).isPresent();
  }

  /// Waits until every image of a deployment runs. Who interrupts that is told what stands.
  Rollout follow(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Unchanged _, Outcome.Planned _, Outcome.Proposed _ ->
          await(repo.tip().id(), outcome);
      case Outcome.Committed committed -> {
        var landed = committed.landed();
        if (!landed.pushed()) {
          yield new Rollout.Failed(List.of(), unpushed());
        }
        var words = "commit %s is pushed, whatever becomes of it".formatted(landed.commit());
        try (var _ = Interrupts.cleanup(() -> wish.tell().accept(words))) {
          yield await(landed.commit(), outcome);
        }
      }
    };
  }

  private Rollout await(String commit, Outcome outcome) {
    var goal = Goal.of(config, commit, outcome.pins());
    return new Await(argocd, wish, new Ancestry(repo, log, goal), goal).run();
  }

  private static Failure unpushed() {
    return new Failure(
        Kind.USAGE,
        "the commit is in this clone alone, where Argo CD never sees it",
        "give the clone a remote and push: git push -u origin HEAD");
  }

  @Override
  public void close() {
    argocd.close();
  }
}
