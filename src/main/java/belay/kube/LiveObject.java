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

  /// Whether it belongs to an Application, also to one outside of Argo CD's own namespace.
  public boolean belongsTo(String application) {
    return tracking
        .map(text -> text.contains(":") ? text.substring(0, text.indexOf(':')) : text)
        .filter(name -> name.equals(application) || name.endsWith("_" + application))
        .isPresent();
  }

  /// `Deployment/api`.
  @Override
  public String toString() {
    return kind + "/" + name;
  }
}
