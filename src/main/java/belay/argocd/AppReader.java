package belay.argocd;

import belay.argocd.AppState.Condition;
import belay.argocd.AppState.Health;
import belay.argocd.AppState.HealthStatus;
import belay.argocd.AppState.Operation;
import belay.argocd.AppState.Phase;
import belay.argocd.AppState.Sync;
import belay.argocd.AppState.SyncStatus;
import belay.net.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// From an Application object to what is needed of it.
public final class AppReader {
  /// What the stream is asked for: an Application with all its resources may be a megabyte, and
  /// each change of any sends one.
  static final List<String> FIELDS =
      List.of(
          "metadata.name",
          "metadata.namespace",
          "spec.syncPolicy.automated",
          "status.sync.status",
          "status.sync.revision",
          "status.sync.revisions",
          "status.sourceHydrator.lastSuccessfulOperation.drySHA",
          "status.sourceHydrator.lastSuccessfulOperation.hydratedSHA",
          "status.health",
          "status.conditions",
          "status.summary.images",
          "status.operationState.phase",
          "status.operationState.message",
          "status.operationState.retryCount",
          "status.operationState.operation.sync.revision",
          "status.operationState.operation.sync.revisions",
          "status.operationState.syncResult.revision",
          "status.operationState.syncResult.revisions");

  /// What a list can be narrowed to, which knows only some whole parts of an Application.
  static final List<String> LISTED =
      List.of(
          "metadata.name",
          "metadata.namespace",
          "status.sync.status",
          "status.health",
          "status.summary");

  private AppReader() {}

  static AppState read(Json app) {
    var status = app.at("status");
    var written = status.at("sourceHydrator", "lastSuccessfulOperation");
    return new AppState(
        app.at("metadata", "name").text(),
        new Sync(
            SyncStatus.of(status.at("sync", "status").text()),
            revisions(status.at("sync"), written)),
        health(status.at("health")),
        operation(status.at("operationState"), written),
        status.at("conditions").items().stream().map(AppReader::condition).toList(),
        status.at("summary", "images").texts(),
        automated(app.at("spec", "syncPolicy", "automated")),
        unwell(status.at("resources").items()));
  }

  /// The revisions of a sync, of all sources: one source has `revision`, several have `revisions`;
  /// both may be there, one of them empty. Where Argo CD commits rendered manifests to a branch of
  /// its own (source hydrator), the revision is that of the branch they were made of.
  public static List<String> revisions(Json of, Json written) {
    return Stream.concat(Stream.of(of.at("revision").text()), of.at("revisions").texts().stream())
        .filter(revision -> !revision.isEmpty())
        .map(revision ->
            revision.equals(written.at("hydratedSHA").text())
                ? written.at("drySHA").text()
                : revision)
        .distinct()
        .toList();
  }

  private static Health health(Json health) {
    return new Health(HealthStatus.of(health.at("status").text()), health.at("message").words());
  }

  /// A sync that broke before it had a result still tells what it was to bring.
  private static Optional<Operation> operation(Json state, Json written) {
    var done = revisions(state.at("syncResult"), written);
    var asked = revisions(state.at("operation", "sync"), written);
    return Phase.of(state.at("phase").text())
        .map(phase ->
            new Operation(
                phase,
                Messages.read(state.at("message")),
                done.isEmpty() ? asked : done,
                state.at("retryCount").number().orElse(0L)));
  }

  private static Condition condition(Json condition) {
    return new Condition(condition.at("type").words(), Messages.read(condition.at("message")));
  }

  /// Present means on, unless it says otherwise (`enabled`, since Argo CD 3.1).
  public static boolean automated(Json policy) {
    return policy.isPresent() && policy.at("enabled").flag().orElse(true);
  }

  /// What is Degraded; where nothing is, what is Progressing.
  private static List<String> unwell(List<Json> resources) {
    return Stream.of(HealthStatus.DEGRADED, HealthStatus.PROGRESSING)
        .map(status -> resources.stream().flatMap(resource -> in(status, resource)).toList())
        .filter(words -> !words.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static Stream<String> in(HealthStatus status, Json resource) {
    var health = health(resource.at("health"));
    if (health.status() != status) {
      return Stream.empty();
    }
    var name = resource.at("kind").words() + "/" + resource.at("name").words();
    return Stream.of(
        health.message().isEmpty() ? name + " is " + status : name + ": " + health.message());
  }
}
