package belay.deliver.live;

import belay.argocd.AppReader;
import belay.net.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What an Application says of itself.
///
/// @param sync Argo CD's word, such as `OutOfSync`
/// @param automated whether Argo CD applies what Git has by itself
/// @param selfHeal whether it takes back what others change
/// @param applied the revisions that it has applied last, of all sources
/// @param namespaces where its objects are
public record ApplicationView(
    String name,
    String sync,
    boolean automated,
    boolean selfHeal,
    List<String> applied,
    Set<String> namespaces) {
  /// What is read of an Application.
  static final List<String> FIELDS =
      List.of(
          "metadata name",
          "spec destination",
          "spec syncPolicy automated",
          "status sync status",
          "status history",
          "status resources namespace",
          "status sourceHydrator lastSuccessfulOperation");

  public ApplicationView {
    applied = List.copyOf(applied);
    namespaces = Set.copyOf(namespaces);
  }

  /// Of an Application as Kubernetes has it.
  public static ApplicationView of(Json app) {
    var status = app.at("status");
    var automated = app.at("spec", "syncPolicy", "automated");
    var on = AppReader.automated(automated);
    Set<String> namespaces = new TreeSet<>();
    Stream.concat(
            Stream.of(app.at("spec", "destination", "namespace")),
            status.at("resources").items().stream().map(item -> item.at("namespace")))
        .map(Json::text)
        .filter(name -> !name.isEmpty())
        .forEach(namespaces::add);
    return new ApplicationView(
        app.at("metadata", "name").text(),
        status.at("sync", "status").words(),
        on,
        on && automated.at("selfHeal").flag().orElse(false),
        applied(status),
        namespaces);
  }

  private static List<String> applied(Json status) {
    var history = status.at("history").items();
    return history.isEmpty()
        ? List.of()
        : AppReader.revisions(
            history.getLast(), status.at("sourceHydrator", "lastSuccessfulOperation"));
  }

  /// In words, for who has to know whether Argo CD takes a change back.
  String policy() {
    return automated
        ? "%s, auto-sync with selfHeal %s".formatted(sync, selfHeal ? "on" : "off")
        : "%s, auto-sync off".formatted(sync);
  }

  /// The same for where nothing is known of it.
  public static String policy(Optional<ApplicationView> view) {
    return view.map(ApplicationView::policy).orElse("not shown");
  }
}
