package belay.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/// Reads objects out of packs, keeping what later ones are likely to be built from. For one thread
/// at a time.
final class PackReader {
  private static final int LARGEST = 64 << 20;
  private static final int COMMIT = 1;
  private static final int OFS_DELTA = 6;
  private static final int REF_DELTA = 7;
  private static final int FIRST_SIZE_BITS = 4;
  private static final int LONGEST_CHAIN = 10_000;
  private static final int SMALL = 1024;

  private final PackStore store;
  private final List<ByteBuffer> views;
  private final Inflater inflater = new Inflater();
  private final RecentObjects recent = new RecentObjects();

  PackReader(PackStore store) {
    this.store = store;
    this.views = store.packs().stream().map(Pack::view).toList();
  }

  /// One delta of a chain, and where its result belongs.
  @SuppressWarnings("ArrayRecordComponent")
  private record Link(long key, byte[] code) {}

  /// An object's content.
  byte[] read(AnyObjectId id) throws IOException {
    return borrow(id).bytes();
  }

  /// The same as it is kept, so that what is found out about it once is known later. It has to be
  /// given back, or is the borrower's for ever.
  RecentObjects.Kept borrow(AnyObjectId id) throws IOException {
    for (var pack = 0; pack < views.size(); pack++) {
      var offset = store.packs().get(pack).offset(id);
      if (offset >= 0) {
        var found = at(pack, offset);
        if (found != null) {
          return found.hold();
        }
      }
    }
    var loader = store.repository().open(id);
    return new RecentObjects.Kept(loader.getCachedBytes(LARGEST));
  }

  private static long key(int pack, int offset) {
    return ((long) pack << Integer.SIZE) | offset;
  }

  /// The object whose entry begins there; null where JGit has to be asked.
  private RecentObjects.@Nullable Kept at(int pack, int start) throws IOException {
    try {
      return chained(pack, start);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | DataFormatException e) {
      throw new IOException("a damaged pack", e);
    }
  }

  private RecentObjects.@Nullable Kept chained(int pack, int start)
      throws IOException, DataFormatException {
    var view = views.get(pack);
    var small = small(view, start);
    if (small != null) {
      return small;
    }
    Deque<Link> chain = new ArrayDeque<>();
    var offset = start;
    while (chain.size() < LONGEST_CHAIN) {
      var key = key(pack, offset);
      var known = recent.get(key);
      if (known != null) {
        return applied(known, chain);
      }
      view.position(offset);
      var head = view.get();
      var type = (head >> FIRST_SIZE_BITS) & 7;
      var size = size(view, head);
      if (size < 0 || size > LARGEST) {
        return null;
      }
      if (type != OFS_DELTA && type != REF_DELTA) {
        var whole = new RecentObjects.Kept(inflate(view, (int) size));
        if (!chain.isEmpty()) {
          recent.put(key, whole);
        }
        return applied(whole, chain);
      }
      var base = type == OFS_DELTA ? offset - distance(view) : reference(pack, view);
      if (base < 0) {
        return null;
      }
      chain.push(new Link(key, inflate(view, (int) size)));
      offset = base;
    }
    return null;
  }

  /// A small object that stands there whole: almost all commits. To remember it would cost more
  /// than to read it again.
  private RecentObjects.@Nullable Kept small(ByteBuffer view, int start)
      throws DataFormatException {
    var head = view.get(start);
    var type = (head >> FIRST_SIZE_BITS) & 7;
    if (type == OFS_DELTA || type == REF_DELTA) {
      return null;
    }
    view.position(start + 1);
    var size = size(view, head);
    return size < SMALL ? new RecentObjects.Kept(inflate(view, (int) size)) : null;
  }

  private RecentObjects.Kept applied(RecentObjects.Kept base, Deque<Link> chain)
      throws IOException {
    var result = base;
    for (var link = chain.poll(); link != null; link = chain.poll()) {
      var bytes = DeltaCode.apply(result.bytes(), link.code, recent::array);
      result = new RecentObjects.Kept(bytes);
      recent.put(link.key, result);
    }
    return result;
  }

  private static long size(ByteBuffer view, byte head) {
    long size = head & 0xf;
    var shift = FIRST_SIZE_BITS;
    for (var next = head; next < 0; shift += 7) {
      next = view.get();
      size |= (long) (next & 0x7f) << shift;
    }
    return size;
  }

  private static int distance(ByteBuffer view) {
    var next = view.get();
    var distance = next & 0x7f;
    while (next < 0) {
      next = view.get();
      distance = ((distance + 1) << 7) | (next & 0x7f);
    }
    return distance;
  }

  private int reference(int pack, ByteBuffer view) {
    var id = new byte[20];
    view.get(id);
    return store.packs().get(pack).offset(ObjectId.fromRaw(id));
  }

  /// The beginning of a commit; null where another object stands there, or not whole.
  byte @Nullable [] commit(int pack, int start, int most) throws IOException {
    try {
      var view = views.get(pack);
      var head = view.get(start);
      if (((head >> FIRST_SIZE_BITS) & 7) != COMMIT) {
        return null;
      }
      view.position(start + 1);
      return inflate(view, (int) Math.min(size(view, head), most));
    } catch (IndexOutOfBoundsException | IllegalArgumentException | DataFormatException e) {
      throw new IOException("a damaged pack", e);
    }
  }

  private byte[] inflate(ByteBuffer view, int size) throws DataFormatException {
    var result = new byte[size];
    inflater.reset();
    inflater.setInput(view);
    var done = 0;
    while (done < size) {
      var more = inflater.inflate(result, done, size - done);
      if (more == 0 && (inflater.finished() || inflater.needsInput())) {
        throw new DataFormatException("an entry that ends early");
      }
      done += more;
    }
    return result;
  }
}
