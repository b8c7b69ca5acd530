package belay.render.object;

/// A values file that is not there, and that `ignoreMissingValueFiles` has passed over.
///
/// @param entry what the Application says
/// @param place where it says so
public record IgnoredFile(String entry, ObjectPlace place) {}
