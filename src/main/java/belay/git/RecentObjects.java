package belay.git;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Objects lately read, up to a number of bytes. The arrays of those that fall out are used again:
/// versions of one folder are mostly of one size, and 100,000 of them would be 10 GB to allocate.
final class RecentObjects {
  /// Enough for some hundred versions of a large folder, and never much of a small heap.
  private static final long MOST_BYTES = Math.min(48L << 20, Runtime.getRuntime().maxMemory() / 12);

  private static final int OVERHEAD = 256;
  private static final int WORTH_KEEPING = 4096;
  private static final int MOST_SPARES = 8;
  private static final int MOST_SIZES = 64;

  private final Map<Long, Kept> kept = new LinkedHashMap<>(OVERHEAD, 0.75f, true);
  private final Map<Integer, Deque<byte[]>> spares = new HashMap<>();
  private long bytes;

  /// An object's content, and where the entries of a tree begin once somebody found out.
  static final class Kept {
    private final byte[] bytes;
    private int @Nullable [] starts;
    private int users;

    Kept(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }

    int @Nullable [] starts() {
      return starts;
    }

    void starts(int[] found) {
      starts = found;
    }

    /// Its array must not be used again before it is given back.
    Kept hold() {
      users++;
      return this;
    }

    void giveBack() {
      users--;
    }
  }

  @Nullable Kept get(long key) {
    return kept.get(key);
  }

  void put(long key, Kept object) {
    var before = kept.put(key, object);
    bytes += weight(object) - (before == null ? 0 : weight(before));
    var oldest = kept.values().iterator();
    while (bytes > MOST_BYTES) {
      var out = oldest.next();
      oldest.remove();
      bytes -= weight(out);
      // The last two may be what the next delta is applied to, and its result.
      if (kept.size() > 1) {
        spare(out);
      }
    }
  }

  /// An array with anything in it.
  byte[] array(int size) {
    var same = size < WORTH_KEEPING ? null : spares.get(size);
    var spare = same == null ? null : same.poll();
    return spare == null ? new byte[size] : spare;
  }

  private void spare(Kept out) {
    var size = out.bytes.length;
    if (size < WORTH_KEEPING || out.users > 0) {
      return;
    }
    if (spares.size() >= MOST_SIZES) {
      spares.clear();
    }
    var same = spares.computeIfAbsent(size, _ -> new ArrayDeque<>());
    if (same.size() < MOST_SPARES) {
      same.push(out.bytes);
    }
  }

  private static long weight(Kept object) {
    return (long) object.bytes.length + OVERHEAD;
  }
}
