package belay.scaffold.application;

import belay.scaffold.template.KubernetesName;
import java.util.Map;
import java.util.Optional;

/// A service to be delivered.
///
/// @param chart where its chart is
/// @param values its values file in each environment
/// @param finalizer what becomes of its resources when its Application goes
/// @param updater how Argo CD Image Updater follows its image, where it does
public record Service(
    String name,
    String group,
    ChartSource chart,
    Map<String, String> values,
    Finalizer finalizer,
    Optional<Updater> updater) {
  /// The group of what services stand on: databases, queues, caches.
  public static final String INFRASTRUCTURE = "infrastructure";

  public Service {
    KubernetesName.SERVICE.check(name);
    KubernetesName.GROUP.check(group);
    values = Map.copyOf(values);
  }

  /// Whether it is something that services stand on.
  boolean infrastructure() {
    return group.equals(INFRASTRUCTURE);
  }

  String values(Stage stage) {
    return Optional.ofNullable(values.get(stage.environment())).orElseThrow();
  }
}
