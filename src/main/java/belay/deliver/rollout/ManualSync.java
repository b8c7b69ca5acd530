package belay.deliver.rollout;

import belay.argocd.AppSource;
import belay.argocd.AppState;
import belay.argocd.ArgoCd;
import belay.argocd.Comparison;
import belay.argocd.SyncOrder;
import belay.config.Config;
import belay.deliver.environment.ConfigSource;
import belay.deliver.environment.EnvironmentAt;
import belay.deliver.environment.ImageText;
import belay.deliver.environment.Place;
import belay.deliver.environment.Services;
import belay.deliver.model.Pin;
import belay.deliver.policy.Violations;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.GitRepo;
import belay.host.Interruptions;
import belay.image.ImageRef;
import belay.yaml.image.ValuesFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Has Argo CD bring the commit that the branch has to the cluster, once, and nothing that Git does
/// not have.
public final class ManualSync {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final GitRepo repo;
  private final ConfigSource configs;
  private final ArgoCdLink link;

  public ManualSync(GitRepo repo, ConfigSource configs, ArgoCdLink link) {
    this.repo = repo;
    this.configs = configs;
    this.link = link;
  }

  /// One Application that is to be synced.
  ///
  /// @param ours the sources that are brought to the commit
  private record Target(
      String service, String name, List<Pin> pins, Comparison compared, List<AppSource> ours) {
    SyncOrder order(String commit, SyncRequest request) {
      return new SyncOrder(
          commit,
          compared.several() ? ours.stream().map(AppSource::position).toList() : List.of(),
          request.prune(),
          request.dryRun());
    }

    /// Whether the cluster is as the commit wants it.
    boolean synced(String commit) {
      return compared.state().sync().status() == AppState.SyncStatus.SYNCED
          && ours.stream().allMatch(source -> source.revision().equals(commit));
    }

    SyncOutcome.Application outcome(SyncOutcome.State state) {
      return new SyncOutcome.Application(
          service,
          name,
          state,
          compared.differences().stream()
              .map(d ->
                  new SyncOutcome.Resource(
                      d.group().isEmpty() ? d.kind() : d.group() + "/" + d.kind(),
                      d.namespace(),
                      d.name(),
                      d.surplus()))
              .toList());
    }
  }

  /// Asks for it, and stays as long as the wish says.
  ///
  /// @throws Failure (refused) where an Application follows something else, or Argo CD will not;
  ///   (not found) where there is none; (unhealthy) where it fails
  public SyncOutcome run(SyncRequest request) {
    var commit = repo.tip().id();
    var at = new EnvironmentAt(repo, commit, configs.at(commit), request.environment());
    var pins = new LinkedHashMap<String, List<Pin>>();
    request.services().forEach(service -> pins.put(service, pins(at, service)));
    try (var argocd = link.open(at.config(), request.waiting().argocd())) {
      var targets = targets(argocd, at, pins, request);
      if (!request.dryRun() && at.config().environment(request.environment()).protect()) {
        request
            .confirm()
            .require(
                "sync %s in %s"
                    .formatted(String.join(", ", request.services()), request.environment()));
      }
      var outcomes = targets.stream().map(target -> sync(argocd, target, commit, request)).toList();
      return new SyncOutcome(
          commit,
          repo.branch(),
          request.dryRun(),
          outcomes,
          request.stay() && !request.dryRun()
              ? Optional.of(rollout(argocd, at.config(), commit, targets, request))
              : Optional.empty());
    }
  }

  private List<Target> targets(
      ArgoCd argocd, EnvironmentAt at, Map<String, List<Pin>> pins, SyncRequest request) {
    var violations = new Violations();
    var match = new SourceMatch(repo, at.commit());
    List<Target> targets = new ArrayList<>();
    pins.forEach((service, images) -> {
      var name = at.config().argocd().application(service, request.environment());
      var compared = argocd.compare(name);
      targets.add(new Target(service, name, images, compared, match.of(compared, violations)));
      surplus(compared, request, violations);
    });
    violations.throwIfAny("sync %s".formatted(request.environment()));
    return targets;
  }

  /// What would stay in the cluster keeps it from ever being as Git wants it.
  private static void surplus(Comparison compared, SyncRequest request, Violations violations) {
    var surplus = compared.differences().stream().filter(Comparison.Difference::surplus).toList();
    if (request.stay() && !request.dryRun() && !request.prune() && !surplus.isEmpty()) {
      violations.add(
          "%s of \"%s\" is no longer in Git and would stay, so that it never gets Synced"
              .formatted(
                  surplus.getFirst().kind() + "/" + surplus.getFirst().name(),
                  compared.state().name()),
          "pass --prune, or leave --wait out");
    }
  }

  private SyncOutcome.Application sync(
      ArgoCd argocd, Target target, String commit, SyncRequest request) {
    if (target.synced(commit)) {
      return target.outcome(SyncOutcome.State.UNCHANGED);
    }
    argocd.sync(target.name(), target.order(commit, request));
    if (!request.stay() && !request.dryRun()) {
      return target.outcome(SyncOutcome.State.BEGUN);
    }
    request.waiting().tell().accept(target.name() + ": syncing");
    awaitEnd(argocd, target, commit, request);
    return target.outcome(request.dryRun() ? SyncOutcome.State.PLANNED : SyncOutcome.State.SYNCED);
  }

  /// Waits until the sync that was asked for has ended: what Argo CD tells meanwhile may still be
  /// of the one before.
  private static void awaitEnd(ArgoCd argocd, Target target, String commit, SyncRequest request) {
    var before = target.compared().last().map(Comparison.SyncRun::told).orElse("");
    var until = System.nanoTime() + request.waiting().timeout().toNanos();
    while (System.nanoTime() - until < 0) {
      var run = argocd.compared(target.name()).last();
      if (run.filter(r -> !r.pending() && !r.running() && !r.told().equals(before)).isPresent()) {
        requireWell(target, commit, request, run.get());
        return;
      }
      Interruptions.sleep(PAUSE);
    }
    throw new Failure(
        Kind.TIMEOUT,
        "the sync of \"%s\" has not ended in time".formatted(target.name()),
        "argocd app wait %s --operation".formatted(target.name()));
  }

  private static void requireWell(
      Target target, String commit, SyncRequest request, Comparison.SyncRun run) {
    if (!run.failed()) {
      return;
    }
    var failure =
        new Failure(
            Kind.UNHEALTHY,
            "%s of \"%s\" to %s failed"
                .formatted(
                    request.dryRun() ? "a dry run" : "the sync",
                    target.name(),
                    commit.substring(0, 7)),
            "argocd app get " + target.name());
    for (var words : run.words()) {
      failure = failure.because(words);
    }
    throw failure;
  }

  private Rollout rollout(
      ArgoCd argocd, Config config, String commit, List<Target> targets, SyncRequest request) {
    Map<String, List<Pin>> applications = new LinkedHashMap<>();
    targets.forEach(target -> applications.put(target.name(), target.pins()));
    var goal = new RolloutTarget(config, commit, applications);
    return new RolloutWatcher(argocd, request.waiting(), new Ancestry(repo, link.log(), goal), goal)
        .run();
  }

  /// What a service is to run, as far as it is pinned.
  private static List<Pin> pins(EnvironmentAt at, String service) {
    var config = at.config();
    var path = config.valuesPath(at.environment(), service);
    var file =
        at.repo()
            .read(at.commit(), path)
            .map(bytes -> ValuesFile.parse(path, bytes))
            .orElseThrow(() ->
                Services.unknown(
                    at.repo(), at.commit(), config, new Place(service, at.environment(), path)));
    List<Pin> pins = new ArrayList<>();
    config
        .images(service)
        .forEach((image, naming) ->
            ImageText.reference(file.image(naming))
                .flatMap(ImageRef::read)
                .ifPresent(reference -> {
                  if (reference instanceof ImageRef.Pinned now) {
                    pins.add(
                        new Pin(
                            service,
                            image,
                            at.environment(),
                            path,
                            Optional.of(now.toString()),
                            now,
                            false));
                  }
                }));
    return pins;
  }
}
