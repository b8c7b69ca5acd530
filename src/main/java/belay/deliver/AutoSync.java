package belay.deliver;

import belay.deliver.autosync.AutoSyncFaults;
import belay.deliver.autosync.AutoSyncOutcome;
import belay.deliver.autosync.AutoSyncPlan;
import belay.deliver.autosync.AutoSyncRequest;
import belay.deliver.autosync.ServiceSync;
import belay.deliver.autosync.SyncSources;
import belay.deliver.environment.ConfigSource;
import belay.deliver.environment.Context;
import belay.deliver.environment.EnvironmentAt;
import belay.deliver.plan.CommitLoop;
import belay.deliver.policy.Violations;
import belay.git.GitRepo;
import belay.git.object.Commit;
import java.util.List;
import java.util.Optional;

/// Switches syncing by itself on and off, in Git.
final class AutoSync {
  private final GitRepo repo;
  private final ConfigSource configs;
  private boolean confirmed;

  AutoSync(Context context) {
    this.repo = context.repo();
    this.configs = context.configs();
  }

  /// What Git says now.
  ///
  /// @param environment the only one that is shown; empty for all
  List<ServiceSync> show(Optional<String> environment, List<String> services) {
    var tip = repo.tip().id();
    var config = environment.isPresent() ? configs.at(tip) : configs.used(tip);
    environment.ifPresent(config::environment);
    var sources = SyncSources.at(repo, tip, config);
    return config.environments().stream()
        .map(one -> one.name())
        .filter(name -> environment.isEmpty() || environment.get().equals(name))
        .flatMap(name -> sources.of(name, services).stream())
        .toList();
  }

  AutoSyncOutcome plan(AutoSyncRequest request) {
    var plan = plan(repo.tip(), request);
    repo.foresee(plan.draft().files().keySet());
    return plan.outcome(Optional.empty());
  }

  AutoSyncOutcome run(AutoSyncRequest request) {
    var done = CommitLoop.run(repo.update(), base -> confirmed(plan(base, request)));
    return done.plan().outcome(done.landed());
  }

  private AutoSyncPlan confirmed(AutoSyncPlan plan) {
    var request = plan.request();
    if (!confirmed
        && plan.changes()
        && plan.config().environment(request.environment()).protect()) {
      request.note().confirm().require(request.sentence());
      confirmed = true;
    }
    return plan;
  }

  private AutoSyncPlan plan(Commit base, AutoSyncRequest request) {
    var at = new EnvironmentAt(repo, base.id(), configs.at(base.id()), request.environment());
    var sources = SyncSources.at(repo, base.id(), at.config());
    var plan = AutoSyncPlan.of(sources, at.config(), request);
    if (!request.on() || !plan.changes()) {
      return plan;
    }
    var violations = new Violations();
    AutoSyncFaults.check(at, sources, plan.switched(), violations);
    if (request.force().isEmpty()) {
      violations.throwIfAny(
          request.sentence(), "or say why it does not matter: --force \"reason\"");
    }
    return plan.forced(request.force().filter(_ -> violations.any()));
  }
}
