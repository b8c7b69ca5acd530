package belay.layout.tar;

import belay.layout.tree.Extent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where the data of a sparse file lie, in the four ways in which GNU tar has written it (GNU tar
/// manual, "Storing Sparse Files"). All throw NumberFormatException where the map makes no sense.
final class SparseMap {
  private static final int OLD_MAP = 386;
  private static final int OLD_MAP_ENTRIES = 4;
  private static final int OLD_IS_EXTENDED = 482;
  private static final int OLD_REAL_SIZE = 483;
  private static final int EXTENSION_ENTRIES = 21;
  private static final int EXTENSION_IS_EXTENDED = 504;

  private static final int MOST_NUMBERS = 1 << 20;

  private final List<Long> numbers = new ArrayList<>();

  /// Old GNU format: four pairs in the header, more in blocks behind it.
  ///
  /// @return the position behind these blocks
  long old(TarWalk.Blocks blocks, TarBlock header, long position) {
    pairs(header, OLD_MAP, OLD_MAP_ENTRIES);
    var at = position;
    var more = header.at(OLD_IS_EXTENDED) != 0;
    while (more) {
      var block = blocks.at(at);
      pairs(block, 0, EXTENSION_ENTRIES);
      more = block.at(EXTENSION_IS_EXTENDED) != 0;
      at += TarBlock.SIZE;
    }
    return at;
  }

  static long oldRealSize(TarBlock header) {
    return header.number(OLD_REAL_SIZE, 12).orElseThrow(() -> new NumberFormatException("size"));
  }

  private void pairs(TarBlock block, int from, int entries) {
    for (var i = 0; i < entries && block.at(from + i * 24) != 0; i++) {
      for (var field = 0; field < 2; field++) {
        add(
            block
                .number(from + i * 24 + field * 12, 12)
                .orElseThrow(() -> new NumberFormatException("not a sparse map")));
      }
    }
  }

  private void add(long number) {
    if (numbers.size() == MOST_NUMBERS) {
      throw new NumberFormatException("a sparse file has too many pieces");
    }
    numbers.add(number);
  }

  /// Pax formats 0.0 and 0.1: the numbers stand in the extended header.
  void pax0(PaxRecords records) {
    var map = records.get("GNU.sparse.map").map(text -> Arrays.asList(text.split(",")));
    for (var number : map.orElse(records.sparse())) {
      add(Long.parseLong(number));
    }
  }

  /// Pax format 1.0: a count and the numbers, a line each, before the data.
  ///
  /// @return the position behind the blocks that hold them
  long pax1(TarWalk.Blocks blocks, long position) {
    var at = position;
    var line = new StringBuilder();
    var wanted = Long.MAX_VALUE;
    while (numbers.size() < wanted) {
      var text = blocks.at(at).text();
      at += TarBlock.SIZE;
      for (var i = 0; i < text.length() && numbers.size() < wanted; i++) {
        if (text.charAt(i) != '\n') {
          line.append(text.charAt(i));
        } else if (wanted == Long.MAX_VALUE) {
          wanted = Math.multiplyExact(2L, Integer.parseInt(line, 0, line.length(), 10));
          line.setLength(0);
        } else {
          add(Long.parseLong(line, 0, line.length(), 10));
          line.setLength(0);
        }
      }
    }
    return at;
  }

  /// The map's extents in the archive.
  ///
  /// @param size the file's size with its holes
  /// @param position where the data start
  /// @param stored how many bytes of data there are
  List<Extent> extents(long size, long position, long stored) {
    if (size < 0 || size > Long.MAX_VALUE / 2) {
      throw new NumberFormatException("a sparse file has no such size");
    }
    List<Extent> extents = new ArrayList<>();
    var end = 0L;
    var used = 0L;
    for (var i = 0; i + 1 < numbers.size(); i += 2) {
      var start = numbers.get(i);
      var length = numbers.get(i + 1);
      if (start < end || length < 0 || length > stored - used || start > size - length) {
        throw new NumberFormatException("a sparse file's map does not fit its data");
      }
      if (length > 0) {
        extents.add(new Extent(start, length, position + used));
      }
      end = start + length;
      used += length;
    }
    return extents;
  }
}
