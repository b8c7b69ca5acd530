package belay.deliver;

import java.util.Optional;

/// A span of time in which an image was pinned.
///
/// @param of which image of which service in which environment, under the names of that time
/// @param from the commit of the branch that brought it
/// @param to the one that took it away; empty where it is there now
public record Stay(Entry.Of of, Moment from, Optional<Moment> to) {}
