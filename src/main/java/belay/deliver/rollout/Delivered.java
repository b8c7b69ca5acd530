package belay.deliver.rollout;

import belay.deliver.model.Outcome;

/// A deployment and what became of it in the cluster: the commit stands, whatever that is.
public record Delivered(Outcome outcome, Rollout rollout) {}
