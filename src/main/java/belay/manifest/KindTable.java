package belay.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Which kinds have images where: those of the file `kinds`, and further ones.
final class KindTable {
  private static final String CORE = "core";
  private static final Map<Key, List<ImagePath>> KNOWN = index(known());

  private final Map<Key, List<ImagePath>> further;

  /// A kind, in all of its versions.
  private record Key(String group, String kind) {}

  KindTable(List<KindPaths> further) {
    this.further = index(further);
  }

  /// Where objects of a kind have images; empty where nobody knows.
  List<ImagePath> paths(String group, String kind) {
    var key = new Key(group, kind);
    var known = KNOWN.getOrDefault(key, List.of());
    var more = further.getOrDefault(key, List.of());
    if (more.isEmpty()) {
      return known;
    }
    List<ImagePath> all = new ArrayList<>(known);
    all.addAll(more);
    return all;
  }

  private static Map<Key, List<ImagePath>> index(List<KindPaths> kinds) {
    Map<Key, List<ImagePath>> index = new HashMap<>();
    kinds.forEach(kind ->
        index
            .computeIfAbsent(new Key(kind.group(), kind.kind()), _ -> new ArrayList<>())
            .addAll(kind.parsed()));
    return index;
  }

  /// The table that comes with Belay: a line is a group, kinds with commas between, and paths.
  static List<KindPaths> known() {
    List<KindPaths> kinds = new ArrayList<>();
    for (var line :
        text().lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList()) {
      var words = List.of(line.strip().split("\\s+"));
      var group = words.getFirst().equals(CORE) ? "" : words.getFirst();
      for (var kind : words.get(1).split(",")) {
        kinds.add(new KindPaths(group, kind, words.subList(2, words.size())));
      }
    }
    return kinds;
  }

  private static String text() {
    try (var in = KindTable.class.getResourceAsStream("kinds")) {
      return new String(Objects.requireNonNull(in, "the table of kinds").readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
