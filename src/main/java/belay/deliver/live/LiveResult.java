package belay.deliver.live;

import belay.deliver.live.LiveState.Severity;
import java.util.List;

/// What was found in the clusters.
///
/// @param commit the newest commit of Git's branch
/// @param images every image, sorted by environment, service and resource
/// @param skipped what could not be looked at, and why
/// @param targets how many services of how many environments were looked for
/// @param pods how many Pods were seen
public record LiveResult(
    String commit, List<LiveImage> images, List<String> skipped, int targets, int pods) {
  public LiveResult {
    images = List.copyOf(images);
    skipped = List.copyOf(skipped);
  }

  /// What is not as Git wants it.
  public List<LiveImage> violations() {
    return of(Severity.VIOLATION);
  }

  /// Those of one severity.
  public List<LiveImage> of(Severity severity) {
    return images.stream().filter(image -> image.state().severity() == severity).toList();
  }
}
