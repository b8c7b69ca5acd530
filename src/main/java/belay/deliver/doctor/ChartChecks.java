package belay.deliver.doctor;

import belay.deliver.autosync.SyncSources;
import belay.deliver.doctor.Doctor.Subject;
import belay.deliver.environment.Services;
import belay.deliver.setup.ChartDigest;
import belay.git.GitRepo;
import java.util.TreeMap;

/// Phase 1: whether charts read the digest.
record ChartChecks(GitRepo repo, Subject subject, Checks checks) {
  private static final String ID = "chart-digest";

  void run() {
    var sources = SyncSources.at(repo, subject.tip(), subject.config());
    var services = new TreeMap<String, String>();
    for (var environment : subject.environments()) {
      Services.in(repo, subject.tip(), subject.config(), environment.name())
          .forEach(service -> services.putIfAbsent(service, environment.name()));
    }
    if (services.isEmpty()) {
      checks.unknown(ID, "no service has a values file yet", "belay add SERVICE --new-chart");
    }
    services.forEach(
        (service, environment) -> checks.look(ID, () -> chart(sources, service, environment)));
  }

  private void chart(SyncSources sources, String service, String environment) {
    var folder = sources.chart(environment, service);
    if (folder.isEmpty()) {
      checks.unknown(
          ID,
          "%s: its chart is not in this repository, and nobody looked into it".formatted(service),
          "check it: helm template with the values file of %s, and grep image:"
              .formatted(environment));
      return;
    }
    ChartDigest.unread(folder.get(), subject.config(), service, sources.paths(), sources::bytes)
        .ifPresentOrElse(
            fault -> checks.fault(ID, fault.what(), fault.cure()),
            () -> checks.ok(ID, "%s: %s reads its digest".formatted(service, folder.get())));
  }
}
