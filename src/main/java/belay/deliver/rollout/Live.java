package belay.deliver.rollout;

import java.util.List;

/// What Argo CD says about one image of one service in one environment.
///
/// @param application the Application's name
/// @param known whether Argo CD shows such an Application at all
/// @param sync Argo CD's word, such as `OutOfSync`; empty where the Application is not known
/// @param health Argo CD's word, such as `Degraded`; empty where the Application is not known
/// @param running what its Pods run
/// @param images the images of the same repository that its Pods run, as their specifications have
///   them
public record Live(
    String application,
    boolean known,
    String sync,
    String health,
    Running running,
    List<String> images) {
  public Live {
    images = List.copyOf(images);
  }

  /// What the Pods run, compared with what Git wants.
  public enum Running {
    /// This image.
    THIS,
    /// The same repository at another version.
    OTHER,
    /// Nothing of this repository.
    NOTHING
  }

  /// Whether the cluster is as Git wants it.
  public boolean asWanted() {
    return known && sync.equals("Synced") && health.equals("Healthy") && running != Running.OTHER;
  }
}
