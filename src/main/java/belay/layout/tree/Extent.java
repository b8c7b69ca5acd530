package belay.layout.tree;

/// A run of bytes of a file's content and where in the archive they lie; what is between two
/// extents is a hole, which reads as zeros.
///
/// @param start the first byte's place in the content
/// @param length how many bytes
/// @param position the first byte's place in the archive
public record Extent(long start, long length, long position) {
  long end() {
    return start + length;
  }
}
