package belay.deliver.rollout;

import belay.argocd.ArgoCd;
import belay.config.Config;
import belay.deliver.model.Outcome;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.GitRepo;
import belay.host.Interrupts;
import belay.host.Log;
import java.util.List;
import java.util.stream.Gatherers;

/// Waiting for Argo CD, in two parts: before anything is written, that it is there and shows the
/// Applications; after that, until it runs what was deployed.
public final class RolloutWait implements AutoCloseable {
  private static final int AT_ONCE = 8;

  private final GitRepo repo;
  private final Log log;
  private final Config config;
  private final WaitRequest wish;
  private final ArgoCd argocd;

  private RolloutWait(GitRepo repo, Log log, Config config, WaitRequest wish, ArgoCd argocd) {
    this.repo = repo;
    this.log = log;
    this.config = config;
    this.wish = wish;
    this.argocd = argocd;
  }

  /// Nothing is asked yet.
  public static RolloutWait open(GitRepo repo, ArgoCdLink link, Config config, WaitRequest wish) {
    return new RolloutWait(repo, link.log(), config, wish, link.open(config, wish.argocd()));
  }

  /// Sees every Application once: what cannot be waited for should not be begun.
  ///
  /// @throws Failure where one does not exist or may not be seen, or Argo CD cannot be reached
  public void check(String commit, String environment, List<String> services) {
    services.stream()
        .distinct()
        .filter(service -> exists(commit, service, environment))
        .map(service -> config.argocd().application(service, environment))
        .distinct()
        .gather(Gatherers.mapConcurrent(AT_ONCE, argocd::find))
        .forEach(app ->
            log.explain(() ->
                "%s: %s, %s".formatted(app.name(), app.sync().status(), app.health().status())));
  }

  /// A service that is not there is for the verb to explain.
  private boolean exists(String commit, String service, String environment) {
    return repo.read(commit, config.valuesPath(environment, service)).isPresent();
  }

  /// Waits until every image of a deployment runs. Who interrupts that is told what stands.
  public Rollout follow(Outcome outcome) {
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
    var goal = RolloutTarget.of(config, commit, outcome.pins());
    return new RolloutWatcher(argocd, wish, new Ancestry(repo, log, goal), goal).run();
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
