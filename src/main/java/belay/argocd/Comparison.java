package belay.argocd;

import belay.net.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An Application compared with Git just now: where it comes from, and what in the cluster is
/// otherwise.
///
/// @param state what else is known of it
/// @param sources where it comes from
/// @param several whether it is one that may have several sources, which are told apart by position
/// @param hydrated whether Argo CD commits its manifests to a branch of their own
/// @param differences what a sync would change
/// @param last its last sync; empty before the first
public record Comparison(
    AppState state,
    List<AppSource> sources,
    boolean several,
    boolean hydrated,
    List<Difference> differences,
    Optional<SyncRun> last) {
  public Comparison {
    sources = List.copyOf(sources);
    differences = List.copyOf(differences);
  }

  /// A resource that is not as Git wants it.
  ///
  /// @param namespace empty for what belongs to the whole cluster
  /// @param surplus whether it is no longer in Git
  public record Difference(
      String group, String kind, String namespace, String name, boolean surplus) {}

  /// A sync as Argo CD tells of it, for comparison with what it tells later.
  ///
  /// @param pending whether it has been asked for and not begun
  /// @param running whether it is under way
  /// @param failed whether it came to a bad end
  /// @param words Argo CD's own about it, those about single resources last
  /// @param told all that is told of it
  public record SyncRun(
      boolean pending, boolean running, boolean failed, List<String> words, String told) {
    public SyncRun {
      words = List.copyOf(words);
    }
  }

  static Comparison of(Json app) {
    var spec = app.at("spec");
    var all = spec.at("sources").items();
    var sync = app.at("status", "sync");
    var sources = Stream.<AppSource>builder();
    for (var i = 0; i < all.size(); i++) {
      sources.add(source(i + 1, all.get(i), revision(sync.at("revisions").items(), i)));
    }
    if (all.isEmpty()) {
      sources.add(source(1, spec.at("source"), sync.at("revision").text()));
    }
    return new Comparison(
        AppReader.read(app),
        sources.build().toList(),
        !all.isEmpty(),
        spec.at("sourceHydrator").isPresent(),
        app.at("status", "resources").items().stream()
            .filter(resource -> resource.at("status").text().equals("OutOfSync"))
            .map(Comparison::difference)
            .toList(),
        run(app));
  }

  private static String revision(List<Json> revisions, int index) {
    return index < revisions.size() ? revisions.get(index).text() : "";
  }

  private static AppSource source(int position, Json source, String revision) {
    var target = source.at("targetRevision").words();
    return new AppSource(
        position,
        source.at("repoURL").words(),
        source.at("chart").isPresent() || source.at("repoURL").text().startsWith("oci://"),
        target.isEmpty() ? "HEAD" : target,
        revision);
  }

  private static Difference difference(Json resource) {
    return new Difference(
        resource.at("group").words(),
        resource.at("kind").words(),
        resource.at("namespace").words(),
        resource.at("name").words(),
        resource.at("requiresPruning").flag().orElse(false));
  }

  private static Optional<SyncRun> run(Json app) {
    var state = app.at("status", "operationState");
    var pending = app.at("operation").isPresent();
    if (!state.isPresent() && !pending) {
      return Optional.empty();
    }
    var phase = AppState.Phase.of(state.at("phase").text());
    return Optional.of(
        new SyncRun(
            pending,
            phase
                .filter(p -> p == AppState.Phase.RUNNING || p == AppState.Phase.TERMINATING)
                .isPresent(),
            phase.filter(p -> p == AppState.Phase.FAILED || p == AppState.Phase.ERROR).isPresent(),
            Stream.concat(
                    messages(state.at("message")),
                    state.at("syncResult", "resources").items().stream()
                        .filter(resource -> resource.at("status").text().equals("SyncFailed"))
                        .map(Comparison::failure))
                .filter(words -> !words.isEmpty())
                .toList(),
            String.valueOf(state.value())));
  }

  private static Stream<String> messages(Json message) {
    return Stream.of(message.words(), Messages.read(message)).distinct();
  }

  private static String failure(Json resource) {
    return "%s/%s: %s"
        .formatted(
            resource.at("kind").words(),
            resource.at("name").words(),
            resource.at("message").words());
  }
}
