package belay.deliver;

import java.time.Instant;

/// A commit that the branch was at.
///
/// @param commit its id
/// @param time when it was committed
public record Moment(String commit, Instant time) {}
