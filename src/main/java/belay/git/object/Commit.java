package belay.git.object;

import java.time.Instant;

/// One commit.
///
/// @param id 40 hex digits
/// @param author the author's name
/// @param email the author's address
/// @param time when it was committed
/// @param committer who committed it, as `Name <email>`; mostly the author
/// @param message the whole message, trailers included
public record Commit(
    String id, String author, String email, Instant time, String committer, String message) {}
