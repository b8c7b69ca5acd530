package belay.git;

import java.util.Optional;

/// A commit that changed a file.
///
/// @param commit the commit
/// @param before the file's content in its first parent; empty when the file was not there
/// @param after the file's content since; empty when the commit deleted it
public record Revision(Commit commit, Optional<byte[]> before, Optional<byte[]> after) {}
