package belay.deliver.model;

import java.time.Duration;
import java.util.List;

/// Where an image that is promoted comes from.
///
/// @param pin the image, before and after
/// @param inSource how long it has stood in the source environment, all times together
/// @param previousInSource how long the image that is replaced has stood there
/// @param revisions the source code's commits that were deployed there after the image that the
///   target had, the newest first, as far as they were told
public record SourceDeployment(
    Pin pin, Duration inSource, Duration previousInSource, List<String> revisions) {
  public SourceDeployment {
    revisions = List.copyOf(revisions);
  }
}
