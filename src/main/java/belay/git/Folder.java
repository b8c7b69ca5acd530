package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/// A tree object as its bytes: entries `mode name NUL id` one after the other. Two versions of a
/// large folder mostly differ by one id; comparing bytes finds it without reading entry by entry.
final class Folder implements AutoCloseable {
  private static final int ID = 20;
  private static final byte[] NOTHING = {};

  /// The folder that is not there.
  static final Folder NONE = new Folder(new RecentObjects.Kept(NOTHING));

  private final RecentObjects.Kept kept;
  private final byte[] bytes;

  Folder(RecentObjects.Kept kept) {
    this.kept = kept;
    this.bytes = kept.bytes();
  }

  @Override
  public void close() {
    kept.giveBack();
  }

  /// One entry.
  ///
  /// @param tree whether it is a folder
  /// @param file whether it is a file, and not a link or another repository
  record Entry(String name, ObjectId id, boolean tree, boolean file) {}

  /// What says which entry a name has here: the entry's own bytes or, where there is none, those of
  /// the entries that would stand before and after it.
  ///
  /// @param start where these bytes begin, and `end` where they end
  /// @param last whether nothing comes after them, as matters for one that is not there
  record Site(Optional<Entry> entry, int start, int end, boolean last) {
    /// The same in a version of the folder that a delta makes of this one.
    ///
    /// The end of the entry before has to come along: an id has any bytes in it, also such as look
    /// like an entry.
    ///
    /// @return null where these bytes are not all there, so that it may be another
    @Nullable Site after(byte[] code) throws IOException {
      var from = Math.max(0, start - ID - 1);
      var moved = DeltaCode.moved(code, from, end);
      if (moved < 0 || (from == 0 && moved != 0)) {
        return null;
      }
      var shift = moved - from;
      return !last || end + shift == DeltaCode.length(code)
          ? new Site(entry, start + shift, end + shift, last)
          : null;
    }
  }

  /// Where it shows which entry a name has.
  Site site(byte[] name) {
    var at = find(name);
    return at < 0 ? gap(name) : new Site(Optional.of(entry(at)), at, end(at), false);
  }

  /// Between the last entry that sorts before the name and the first one that sorts after it,
  /// whether it were a file or a folder.
  private Site gap(byte[] name) {
    var folder = Arrays.copyOf(name, name.length + 1);
    folder[name.length] = '/';
    var start = 0;
    for (var at = 0; at < bytes.length; at = end(at)) {
      var key = sortKey(at);
      if (Arrays.compareUnsigned(key, folder) > 0) {
        return new Site(Optional.empty(), start, end(at), false);
      }
      start = Arrays.compareUnsigned(key, name) < 0 ? at : start;
    }
    return new Site(Optional.empty(), start, bytes.length, true);
  }

  /// Told of each entry that differs.
  interface Differences {
    void differ(Optional<Entry> before, Optional<Entry> after);
  }

  /// Where the entries begin, and the end.
  private int[] starts() {
    var known = kept.starts();
    if (known == null) {
      known = scan();
      kept.starts(known);
    }
    return known;
  }

  private int[] scan() {
    var found = new int[16];
    var count = 0;
    for (var at = 0; at < bytes.length; at = end(at)) {
      if (count + 1 >= found.length) {
        found = Arrays.copyOf(found, found.length * 2);
      }
      found[count++] = at;
    }
    found[count++] = bytes.length;
    return Arrays.copyOf(found, count);
  }

  private int zero(int from) {
    var at = from;
    while (bytes[at] != 0) {
      at++;
    }
    return at;
  }

  private int end(int start) {
    return zero(start) + 1 + ID;
  }

  Entry entry(int start) {
    var zero = zero(start);
    var mode = 0;
    var at = start;
    for (; bytes[at] != ' '; at++) {
      mode = mode * 8 + bytes[at] - '0';
    }
    var kind = FileMode.fromBits(mode);
    return new Entry(
        new String(bytes, at + 1, zero - at - 1, UTF_8),
        ObjectId.fromRaw(bytes, zero + 1),
        kind.equals(FileMode.TREE),
        kind.equals(FileMode.REGULAR_FILE) || kind.equals(FileMode.EXECUTABLE_FILE));
  }

  /// Where the entry of a name begins; -1 where there is none.
  private int find(byte[] name) {
    for (var at = 0; at < bytes.length; at = end(at)) {
      if (isNamed(at, name)) {
        return at;
      }
    }
    return -1;
  }

  private boolean isNamed(int start, byte[] name) {
    var begin = start;
    while (begin < bytes.length && bytes[begin] != ' ') {
      begin++;
    }
    begin++;
    var stop = begin + name.length;
    return stop + ID < bytes.length
        && bytes[stop] == 0
        && Arrays.equals(bytes, begin, stop, name, 0, name.length);
  }

  /// The entry of a name.
  Optional<Entry> entry(byte[] name) {
    var at = find(name);
    return at < 0 ? Optional.empty() : Optional.of(entry(at));
  }

  List<Entry> entries() {
    var starts = starts();
    return IntStream.range(0, starts.length - 1).mapToObj(i -> entry(starts[i])).toList();
  }

  /// Compares this, the older version, with a newer one.
  void compare(Folder after, Differences told) {
    if (bytes.length != after.bytes.length || !compareIds(after, told)) {
      compareEntries(after, told);
    }
  }

  /// Where all names stand where they stood, only ids differ.
  ///
  /// @return false, and nothing told, where that is not so
  private boolean compareIds(Folder after, Differences told) {
    var starts = after.kept.starts() != null ? after.starts() : starts();
    var changed = new int[4];
    var count = 0;
    for (var at = Arrays.mismatch(bytes, after.bytes); at >= 0; ) {
      var found = Arrays.binarySearch(starts, at);
      var number = found >= 0 ? found : -found - 2;
      var end = starts[number + 1];
      if (at < end - ID) {
        return false;
      }
      if (count == changed.length) {
        changed = Arrays.copyOf(changed, count * 2);
      }
      changed[count++] = starts[number];
      var more = Arrays.mismatch(bytes, end, bytes.length, after.bytes, end, bytes.length);
      at = more < 0 ? -1 : end + more;
    }
    kept.starts(starts);
    after.kept.starts(starts);
    for (var i = 0; i < count; i++) {
      told.differ(Optional.of(entry(changed[i])), Optional.of(after.entry(changed[i])));
    }
    return true;
  }

  /// Entry by entry, in the order in which Git sorts them.
  private void compareEntries(Folder after, Differences told) {
    var here = 0;
    var there = 0;
    while (here < bytes.length || there < after.bytes.length) {
      var order = order(here, after, there);
      var hereEnd = order <= 0 ? end(here) : here;
      var thereEnd = order >= 0 ? after.end(there) : there;
      if (order != 0 || !Arrays.equals(bytes, here, hereEnd, after.bytes, there, thereEnd)) {
        told.differ(
            order <= 0 ? Optional.of(entry(here)) : Optional.empty(),
            order >= 0 ? Optional.of(after.entry(there)) : Optional.empty());
      }
      here = hereEnd;
      there = thereEnd;
    }
  }

  /// Names are compared as bytes, a folder's as if it ended in a slash; so a file and a folder of
  /// one name are two entries.
  private int order(int here, Folder after, int there) {
    if (here >= bytes.length) {
      return 1;
    }
    if (there >= after.bytes.length) {
      return -1;
    }
    return Arrays.compareUnsigned(sortKey(here), after.sortKey(there));
  }

  private byte[] sortKey(int start) {
    var zero = zero(start);
    var begin = start;
    while (bytes[begin] != ' ') {
      begin++;
    }
    var tree = bytes[start] == '4';
    var key = Arrays.copyOfRange(bytes, begin + 1, tree ? zero + 1 : zero);
    if (tree) {
      key[key.length - 1] = '/';
    }
    return key;
  }
}
