package belay.git.object;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.git.run.GitTrouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A folder as Git keeps it: entries `mode name NUL id`, one after the other.
final class Tree {
  private final ObjectReader.Found found;

  private Tree(ObjectReader.Found found) {
    this.found = found;
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

  /// @param found the tree object; ids are as long as its own
  static Tree of(ObjectReader.Found found) throws IOException {
    if (!found.type().equals("tree")) {
      throw GitTrouble.said("bad object %s: not a tree".formatted(found.id()));
    }
    return new Tree(found);
  }

  /// All entries, in Git's order.
  List<Entry> entries() throws IOException {
    var entries = new ArrayList<Entry>();
    for (var at = 0; at < found.bytes().length; at = end(at)) {
      entries.add(entry(at));
    }
    return entries;
  }

  /// What is asked of one entry after the other.
  interface Question<T> {
    Optional<T> ask(Entry entry) throws IOException;
  }

  /// The first answer; the entries after it are passed over unread.
  <T> Optional<T> first(Question<T> question) throws IOException {
    var answer = Optional.<T>empty();
    for (var at = 0; answer.isEmpty() && at < found.bytes().length; at = end(at)) {
      answer = question.ask(entry(at));
    }
    return answer;
  }

  /// The entry of a name: the others are passed over unread.
  Optional<Entry> entry(String name) throws IOException {
    var bytes = found.bytes();
    var wanted = name.getBytes(UTF_8);
    var end = 0;
    for (var at = 0; at < bytes.length; at = end) {
      end = end(at);
      var from = find(at, ' ') + 1;
      if (Arrays.equals(bytes, from, find(from, 0), wanted, 0, wanted.length)) {
        return Optional.of(entry(at));
      }
    }
    return Optional.empty();
  }

  private Entry entry(int at) throws IOException {
    var bytes = found.bytes();
    var end = end(at);
    var space = find(at, ' ');
    var zero = find(space, 0);
    return new Entry(
        new String(bytes, at, space - at, UTF_8),
        new String(bytes, space + 1, zero - space - 1, UTF_8),
        HexFormat.of().formatHex(bytes, zero + 1, end));
  }

  /// Where the next entry begins.
  private int end(int at) throws IOException {
    var end = find(find(at, ' '), 0) + 1 + found.id().length() / 2;
    if (end > found.bytes().length) {
      throw GitTrouble.said("corrupt tree " + found.id());
    }
    return end;
  }

  private int find(int from, int wanted) {
    var bytes = found.bytes();
    var at = from;
    while (at < bytes.length && bytes[at] != wanted) {
      at++;
    }
    return at;
  }
}
