package belay.deliver.doctor;

import belay.deliver.autosync.SyncSources;
import belay.deliver.setup.ChartDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Phase 1: whether charts read the digest.
record ChartChecks(Subject subject, Checks checks) {
  private static final String ID = "chart-digest";

  void run() {
    var sources = subject.sources();
    var services = new TreeMap<String, String>();
    for (var environment : subject.environments()) {
      subject
          .services(environment.name())
          .forEach(service -> services.putIfAbsent(service, environment.name()));
    }
    if (services.isEmpty()) {
      checks.unknown(ID, "no service has a values file yet", "belay add SERVICE --new-chart");
    }
    List<String> good = new ArrayList<>();
    List<String> elsewhere = new ArrayList<>();
    services.forEach((service, environment) ->
        checks.look(
            ID,
            () -> {
              var folder = sources.chart(environment, service);
              if (folder.isEmpty()) {
                elsewhere.add(service);
              } else if (isRead(sources, service, folder.get())) {
                good.add("%s (%s)".formatted(service, folder.get()));
              }
            }));
    if (!good.isEmpty()) {
      checks.ok(ID, "charts read the digest: " + Checks.some(good));
    }
    if (!elsewhere.isEmpty()) {
      checks.unknown(
          ID,
          "charts that are not in this repository, and nobody looked into: "
              + Checks.some(elsewhere),
          "check each: helm template with the service's values file, and grep image:");
    }
  }

  private boolean isRead(SyncSources sources, String service, String folder) {
    var fault =
        ChartDigest.unread(folder, subject.config(), service, sources.paths(), sources::bytes);
    fault.ifPresent(found -> checks.fault(ID, found.what(), found.cure()));
    return fault.isEmpty();
  }
}
