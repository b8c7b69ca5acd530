package belay.deliver.doctor;

import belay.deliver.autosync.SyncSources;
import belay.deliver.setup.ChartDigest;
import belay.migrate.charts.CommittedChart;
import belay.migrate.model.ImageField.State;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Phase 1: whether charts name their images by digest, and read the one that is pinned.
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
    if (fault.isEmpty()) {
      return byDigest(sources, folder);
    }
    checks.fault(
        ID,
        fault.get().what(),
        migratable(sources, folder).isEmpty()
            ? fault.get().cure()
            : "belay migrate %s --write, or %s".formatted(folder, fault.get().cure()));
    return false;
  }

  /// As `belay migrate --check` sees it.
  private boolean byDigest(SyncSources sources, String folder) {
    var tags = migratable(sources, folder);
    if (!tags.isEmpty()) {
      checks.fault(
          ID,
          "%s: images are by tag: %s".formatted(folder, Checks.some(tags)),
          "belay migrate %s --write".formatted(folder));
    }
    return tags.isEmpty();
  }

  /// The places of images by tag that can be taken to digests.
  private static List<String> migratable(SyncSources sources, String folder) {
    return CommittedChart.images(folder, sources.paths(), sources::bytes).stream()
        .filter(image -> image.state() == State.REWRITTEN)
        .map(image -> "%s:%d".formatted(image.file(), image.line()))
        .toList();
  }
}
