package belay.deliver.history;

import belay.deliver.model.CommitTime;
import belay.deliver.model.Entry;
import java.util.Optional;

/// A span of time in which an image was pinned.
///
/// @param of which image of which service in which environment, under the names of that time
/// @param from the commit of the branch that brought it
/// @param to the one that took it away; empty where it is there now
public record DigestLocation(Entry.Of of, CommitTime from, Optional<CommitTime> to) {}
