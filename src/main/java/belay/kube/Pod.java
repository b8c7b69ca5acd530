package belay.kube;

import java.util.List;
import java.util.Optional;

/// A Pod.
///
/// @param phase Kubernetes' word, such as `Running`
/// @param terminating whether it is being deleted
/// @param containers its images
/// @param running what the runtime says that it runs
public record Pod(
    LiveObject object,
    String phase,
    boolean terminating,
    List<Container> containers,
    List<Running> running) {
  public Pod {
    containers = List.copyOf(containers);
    running = List.copyOf(running);
  }

  /// What the runtime says of one container.
  ///
  /// @param imageId as the runtime has it, such as `repository@sha256:…`; never empty
  public record Running(Container.Role role, String name, String imageId) {}

  /// The runtime's word about a container; empty before it has begun.
  public Optional<String> imageId(Container container) {
    return running.stream()
        .filter(one -> one.role == container.role() && one.name.equals(container.name()))
        .map(Running::imageId)
        .findFirst();
  }

  /// Whether it has ended.
  public boolean over() {
    return phase.equals("Succeeded") || phase.equals("Failed");
  }
}
