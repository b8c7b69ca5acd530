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

  /// Where no object is.
  static final long NOWHERE = -1;

  private final PackStore store;
  private final List<ByteBuffer> views;
  private final Inflater inflater = new Inflater();
  private final RecentObjects recent = new RecentObjects();

  PackReader(PackStore store) {
    this.store = store;
    this.views = store.packs().stream().map(Pack::view).toList();
  }

  /// An object that is kept as what differs from another.
  ///
  /// @param key where its entry is
  /// @param base where the other's entry is
  /// @param code how it is made from the other
  @SuppressWarnings("ArrayRecordComponent")
  record Link(long key, long base, byte[] code) {}

  /// An object's content.
  byte[] read(AnyObjectId id) throws IOException {
    return borrow(id).bytes();
  }

  /// The same as it is kept, so that what is found out about it once is known later. It has to be
  /// given back, or is the borrower's for ever.
  RecentObjects.Kept borrow(AnyObjectId id) throws IOException {
    var key = find(id);
    var found = key == NOWHERE ? null : borrow(key);
    return found == null
        ? new RecentObjects.Kept(store.repository().open(id).getCachedBytes(LARGEST))
        : found;
  }

  /// Where an object's entry is; [#NOWHERE] where it is in no pack.
  long find(AnyObjectId id) {
    for (var pack = 0; pack < views.size(); pack++) {
      var offset = store.packs().get(pack).offset(id);
      if (offset >= 0) {
        return key(pack, offset);
      }
    }
    return NOWHERE;
  }

  private static long key(long pack, int offset) {
    return (pack << Integer.SIZE) | offset;
  }

  /// How an entry begins (gitformat-pack, "pack-*.pack files"); the view stands behind that.
  private record Head(ByteBuffer view, int type, long size) {
    boolean isDelta() {
      return type == OFS_DELTA || type == REF_DELTA;
    }

    /// Whether it is for us to read; else JGit is asked.
    boolean fits() {
      return size >= 0 && size <= LARGEST;
    }
  }

  private Head head(long key) {
    var view = views.get((int) (key >> Integer.SIZE)).position((int) key);
    var first = view.get();
    return new Head(view, (first >> FIRST_SIZE_BITS) & 7, size(view, first));
  }

  /// The object whose entry is there, to be given back; null where JGit has to be asked.
  RecentObjects.@Nullable Kept borrow(long key) throws IOException {
    try {
      var found = chained(key);
      return found == null ? null : found.hold();
    } catch (IndexOutOfBoundsException | IllegalArgumentException | DataFormatException e) {
      throw new IOException("a damaged pack", e);
    }
  }

  private RecentObjects.@Nullable Kept chained(long start) throws IOException, DataFormatException {
    Deque<Link> chain = new ArrayDeque<>();
    var key = start;
    while (chain.size() < LONGEST_CHAIN) {
      var known = recent.get(key);
      if (known != null) {
        return applied(known, chain);
      }
      var head = head(key);
      if (!head.isDelta()) {
        return head.fits() ? applied(whole(key, head, !chain.isEmpty()), chain) : null;
      }
      var link = link(key, head);
      if (link == null) {
        return null;
      }
      chain.push(link);
      key = link.base();
    }
    return null;
  }

  /// @param base whether others are built from it
  private RecentObjects.Kept whole(long key, Head head, boolean base) throws DataFormatException {
    var whole = new RecentObjects.Kept(inflate(head.view(), (int) head.size()));
    if (base) {
      recent.put(key, whole);
    }
    return whole;
  }

  /// How an object is made from another; null where it stands there whole, or JGit has to be asked.
  @Nullable Link link(long key) throws IOException {
    try {
      var head = head(key);
      return head.isDelta() ? link(key, head) : null;
    } catch (IndexOutOfBoundsException | IllegalArgumentException | DataFormatException e) {
      throw new IOException("a damaged pack", e);
    }
  }

  private @Nullable Link link(long key, Head head) throws DataFormatException {
    var view = head.view();
    var pack = key >> Integer.SIZE;
    var base = head.type() == OFS_DELTA ? (int) key - distance(view) : reference((int) pack, view);
    return head.fits() && base >= 0
        ? new Link(key, key(pack, base), inflate(view, (int) head.size()))
        : null;
  }

  private RecentObjects.Kept applied(RecentObjects.Kept base, Deque<Link> chain)
      throws IOException {
    var result = base;
    for (var link = chain.poll(); link != null; link = chain.poll()) {
      var bytes = DeltaCode.apply(result.bytes(), link.code(), recent::array);
      result = new RecentObjects.Kept(bytes);
      recent.put(link.key(), result);
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
      var head = head(key(pack, start));
      return head.type() == COMMIT && head.fits()
          ? inflate(head.view(), (int) Math.min(head.size(), most))
          : null;
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
