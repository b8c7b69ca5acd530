package belay.deliver;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// A wish to wait until Argo CD runs what was deployed.
///
/// @param server Argo CD's address; empty: `ARGOCD_SERVER`, else `argocd.server` of belay.yaml
/// @param timeout how long to wait, from the moment that the commit is pushed
/// @param grace how long an Application may be Degraded before that is the outcome
/// @param tell told of each step of each Application
public record WaitRequest(
    Optional<String> server, Duration timeout, Duration grace, Consumer<String> tell) {
  /// What a controller that is behind may still report of the time before.
  public static final Duration GRACE = Duration.ofSeconds(10);
}
