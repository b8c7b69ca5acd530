package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A folder as Git keeps it: entries `mode name NUL id`, one after the other.
record Tree(List<Entry> entries) {
  Tree {
    entries = List.copyOf(entries);
  }

  /// One entry.
  ///
  /// @param mode as Git writes it: `100644`, `100755`, `120000`, `40000`, `160000`
  record Entry(String mode, String name, String id) {
    boolean isFile() {
      return mode.startsWith("100");
    }

    boolean isTree() {
      return mode.equals("40000");
    }

    boolean isSubmodule() {
      return mode.equals("160000");
    }

    /// In words.
    String kind() {
      return switch (mode) {
        case "40000" -> "a folder";
        case "120000" -> "a symbolic link";
        case "160000" -> "a submodule";
        default -> "a file";
      };
    }
  }

  /// Reads the bytes of a tree object; ids are as long as its own.
  static Tree of(Objects.Found found) throws IOException {
    if (!found.type().equals("tree")) {
      throw GitTrouble.said("bad object %s: not a tree".formatted(found.id()));
    }
    var bytes = found.bytes();
    var length = found.id().length() / 2;
    var entries = new ArrayList<Entry>();
    for (var at = 0; at < bytes.length; ) {
      var space = find(bytes, at, ' ');
      var zero = find(bytes, space, 0);
      if (zero + length >= bytes.length) {
        throw GitTrouble.said("corrupt tree " + found.id());
      }
      entries.add(
          new Entry(
              new String(bytes, at, space - at, UTF_8),
              new String(bytes, space + 1, zero - space - 1, UTF_8),
              HexFormat.of().formatHex(Arrays.copyOfRange(bytes, zero + 1, zero + 1 + length))));
      at = zero + 1 + length;
    }
    return new Tree(entries);
  }

  private static int find(byte[] bytes, int from, int wanted) {
    var at = from;
    while (at < bytes.length && bytes[at] != wanted) {
      at++;
    }
    return at;
  }

  Optional<Entry> entry(String name) {
    return entries.stream().filter(entry -> entry.name.equals(name)).findFirst();
  }
}
