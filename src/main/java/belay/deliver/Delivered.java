package belay.deliver;

/// A deployment and what became of it in the cluster: the commit stands, whatever that is.
public record Delivered(Outcome outcome, Rollout rollout) {}
