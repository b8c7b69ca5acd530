package belay.layout.tar;

import belay.failure.Failure;
import belay.layout.tree.Damage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// An archive, read at any place by any thread. As with every Java channel, a thread that is
/// interrupted while it reads closes it for all: whoever cancels one part of a push cancels the
/// push.
///
/// @param where what the user calls it
/// @param channel its bytes
/// @param size how many
public record ArchiveFile(String where, FileChannel channel, long size) implements AutoCloseable {
  /// Opens a file for reading at any place.
  public static ArchiveFile open(Path path) {
    try {
      var channel = FileChannel.open(path, StandardOpenOption.READ);
      return new ArchiveFile(path.toString(), channel, channel.size());
    } catch (IOException e) {
      throw Damage.unreadable(path.toString(), e);
    }
  }

  /// The first bytes; fewer where there are fewer.
  public byte[] start(int length) {
    return read(0, (int) Math.min(length, size));
  }

  /// Exactly these bytes.
  ///
  /// @throws Failure (refused) where the archive ends before
  byte[] read(long position, int length) {
    if (length > size - position) {
      throw truncated();
    }
    try {
      var buffer = ByteBuffer.allocate(length);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, position + buffer.position()) < 0) {
          throw truncated();
        }
      }
      return buffer.array();
    } catch (IOException e) {
      throw Damage.unreadable(where, e);
    }
  }

  Failure truncated() {
    return Damage.archive(where, "it ends after %d bytes, in the middle of a file".formatted(size));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw Damage.unreadable(where, e);
    }
  }
}
