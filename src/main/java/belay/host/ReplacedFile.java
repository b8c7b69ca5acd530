package belay.host;

/// A file before and after.
///
/// @param name as the user would write it
/// @param before its content; empty where it is new
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record ReplacedFile(String name, byte[] before, byte[] after) {}
