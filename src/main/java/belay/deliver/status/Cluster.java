package belay.deliver.status;

import belay.argocd.AppState;
import belay.argocd.ArgoCd;
import belay.argocd.Containers;
import belay.config.Config;
import belay.deliver.rollout.Live;
import belay.deliver.rollout.Live.Running;
import belay.image.ImageRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What runs beside what Git wants: one question to Argo CD for any number of services.
final class Cluster {
  private final Config config;
  private final Map<String, AppState> applications;

  private Cluster(Config config, Map<String, AppState> applications) {
    this.config = config;
    this.applications = applications;
  }

  /// Asks Argo CD for all Applications that the token may see.
  static Cluster seen(Config config, ArgoCd argocd) {
    return new Cluster(
        config,
        argocd.all().stream()
            .collect(Collectors.toMap(AppState::name, Function.identity(), (first, _) -> first)));
  }

  /// The board with what Argo CD says in each cell that names an image.
  StatusMatrix on(StatusMatrix board) {
    var rows = board.rows().stream().map(this::on).toList();
    return new StatusMatrix(board.commit(), board.asOf(), board.environments(), board.from(), rows);
  }

  private StatusMatrix.Row on(StatusMatrix.Row row) {
    var cells =
        row.cells().stream()
            .map(cell ->
                cell.reference()
                    .filter(_ -> cell.fault().isEmpty())
                    .map(text -> cell.live(live(row.service(), cell, text)))
                    .orElse(cell))
            .toList();
    return new StatusMatrix.Row(row.service(), row.image(), cells, row.standings());
  }

  private Live live(String service, ImageStatus cell, String reference) {
    var name = config.argocd().application(service, cell.environment());
    return Optional.ofNullable(applications.get(name))
        .map(app -> live(app, reference))
        .orElseGet(() -> new Live(name, false, "", "", Running.NOTHING, List.of()));
  }

  private static Live live(AppState app, String reference) {
    var wanted = ImageRef.read(reference);
    var images =
        wanted.map(image -> Containers.ofRepository(app.images(), image)).orElse(List.of());
    var running = Running.NOTHING;
    if (!images.isEmpty()) {
      var runs = images.stream().anyMatch(text -> ImageRef.read(text).equals(wanted));
      running = runs ? Running.THIS : Running.OTHER;
    }
    return new Live(
        app.name(),
        true,
        app.sync().status().toString(),
        app.health().status().toString(),
        running,
        images);
  }
}
