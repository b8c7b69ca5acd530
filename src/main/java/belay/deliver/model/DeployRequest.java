package belay.deliver.model;

import java.util.List;
import java.util.Optional;

/// A wish to pin images in one environment, in one commit.
///
/// @param message the commit's message in place of the usual one; trailers are added to either
/// @param override why a freeze or the time to soak is passed over
/// @param confirm asked once, where the environment is protected
public record DeployRequest(
    String environment,
    List<WantedImage> wanted,
    Provenance provenance,
    Optional<String> message,
    Optional<String> override,
    Confirmation confirm)
    implements ChangeRequest {
  public DeployRequest {
    wanted = List.copyOf(wanted);
  }

  @Override
  public List<String> services() {
    return wanted.stream().map(WantedImage::service).distinct().toList();
  }
}
