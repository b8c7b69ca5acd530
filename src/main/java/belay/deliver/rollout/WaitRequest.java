package belay.deliver.rollout;

import belay.deliver.model.ArgoCdChoice;
import java.time.Duration;
import java.util.function.Consumer;

/// A wish to wait until Argo CD runs what was deployed.
///
/// @param argocd which Argo CD is asked
/// @param timeout how long to wait, from the moment that the commit is pushed
/// @param grace how long an Application may be Degraded before that is the outcome
/// @param tell told of each step of each Application
public record WaitRequest(
    ArgoCdChoice argocd, Duration timeout, Duration grace, Consumer<String> tell) {
  /// What a controller that is behind may still report of the time before.
  public static final Duration GRACE = Duration.ofSeconds(10);
}
