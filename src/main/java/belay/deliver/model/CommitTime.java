package belay.deliver.model;

import java.time.Instant;

/// A commit that the branch was at.
///
/// @param commit its id
/// @param time when it was committed
public record CommitTime(String commit, Instant time) {}
