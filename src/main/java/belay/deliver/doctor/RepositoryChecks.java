package belay.deliver.doctor;

import belay.config.Environment.Images;
import belay.deliver.autosync.AutoSyncFaults;
import belay.deliver.autosync.SyncSources;
import belay.deliver.environment.Context;
import belay.deliver.environment.EnvironmentAt;
import belay.deliver.policy.Violations;
import belay.deliver.setup.MissingFiles;
import belay.host.Host;
import java.util.List;

/// Phase 2: whether the files are there, each service has its Application, and digests stand where
/// they are wanted.
record RepositoryChecks(
    Host host, Context context, String location, Subject subject, Checks checks) {
  void run() {
    checks.look("structure", this::structure);
    var sources = subject.sources();
    for (var environment : subject.environments()) {
      var name = environment.name();
      var services = subject.services(name);
      if (services.isEmpty()) {
        checks.warning("values", name + ": no service has a values file", "belay add SERVICE");
        continue;
      }
      checks.look("applications", () -> applications(sources, name));
      if (environment.images() == Images.DIGEST) {
        checks.look("digests", () -> digests(sources, name, services));
      }
    }
  }

  private void structure() {
    var missing = MissingFiles.of(host, context, location);
    if (missing.isEmpty()) {
      checks.ok("structure", "every file that belay init makes is there");
    } else {
      checks.warning(
          "structure",
          "%d files that belay init makes are not there: %s"
              .formatted(missing.size(), Checks.some(missing)),
          "belay init . --dry-run --diff shows them, and belay init . adds them");
    }
  }

  private void applications(SyncSources sources, String environment) {
    var without =
        sources.of(environment, List.of()).stream()
            .filter(sync -> sync.state().isEmpty())
            .map(sync -> sync.service())
            .toList();
    if (without.isEmpty()) {
      checks.ok("applications", environment + ": every service has its Application");
    } else {
      checks.fault(
          "applications",
          "%s: no Application for %s".formatted(environment, Checks.some(without)),
          "belay add %s".formatted(without.getFirst()));
    }
  }

  private void digests(SyncSources sources, String environment, List<String> services) {
    var at = new EnvironmentAt(context.repo(), subject.tip(), subject.config(), environment);
    var violations = new Violations();
    AutoSyncFaults.pins(at, sources, services, violations);
    if (violations.all().isEmpty()) {
      checks.ok(
          "digests",
          "%s: pinned by digest: %s"
              .formatted(environment, Checks.count(services.size(), "service")));
    }
    violations.all().forEach(one -> checks.fault("digests", one.what(), one.help()));
  }
}
