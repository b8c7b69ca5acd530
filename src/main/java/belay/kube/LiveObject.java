package belay.kube;

import java.util.List;
import java.util.Optional;

/// What every object of a cluster has.
///
/// @param owners what made it
/// @param tracking Argo CD's annotation, `APP:GROUP/KIND:NAMESPACE/NAME`, or the instance's label;
///   empty where nothing says to which Application it belongs
public record LiveObject(
    String apiVersion,
    String kind,
    String namespace,
    String name,
    String uid,
    List<Owner> owners,
    Optional<String> tracking) {
  public LiveObject {
    owners = List.copyOf(owners);
  }

  /// The Application that it belongs to, without the namespace that is named before one outside of
  /// Argo CD's own.
  public Optional<String> application() {
    return tracking
        .map(text -> text.contains(":") ? text.substring(0, text.indexOf(':')) : text)
        .map(name -> name.substring(name.indexOf('_') + 1));
  }

  /// `Deployment/api`.
  @Override
  public String toString() {
    return kind + "/" + name;
  }
}
