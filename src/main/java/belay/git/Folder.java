package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;

/// A tree object as its bytes: entries `mode name NUL id` one after the other. Two versions of a
/// large folder mostly differ by one id; comparing bytes finds it without reading entry by entry.
final class Folder implements AutoCloseable {
  private static final int ID = 20;
  private static final byte[] NOTHING = {};
  private static final byte[][] MODES = {
    "100644 ".getBytes(UTF_8), "100755 ".getBytes(UTF_8), "40000 ".getBytes(UTF_8)
  };

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
  ///
  /// @param name in UTF-8
  /// @param hint where it began in another version of the folder: there it mostly still is
  int find(byte[] name, int hint) {
    if (hint >= 0 && beginsAt(hint) && isNamed(hint, name)) {
      return hint;
    }
    for (var at = 0; at < bytes.length; at = end(at)) {
      if (isNamed(at, name)) {
        return at;
      }
    }
    return -1;
  }

  /// Ids have any bytes in them, so a NUL where the entry before would have its own says little: a
  /// mode has to stand here as well, and in full.
  private boolean beginsAt(int at) {
    if (at != 0 && (at <= ID || at >= bytes.length || bytes[at - ID - 1] != 0)) {
      return false;
    }
    for (var mode : MODES) {
      if (at + mode.length < bytes.length
          && Arrays.equals(bytes, at, at + mode.length, mode, 0, mode.length)) {
        return true;
      }
    }
    return false;
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
    var at = find(name, -1);
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
