package belay.layout.tar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The records of a pax extended header: `length key=value`, each with its newline counted.
///
/// @param values the last value of each key
record PaxRecords(Map<String, String> values) {
  static final PaxRecords NONE = new PaxRecords(Map.of());

  PaxRecords {
    values = Map.copyOf(values);
  }

  Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
  }

  /// Whether GNU tar left out the file's holes, in any of its ways.
  boolean isSparse() {
    return values.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."));
  }

  /// These records where they say something, and else what the archive's global header says.
  PaxRecords over(PaxRecords global) {
    if (global.values.isEmpty()) {
      return this;
    }
    var both = new LinkedHashMap<>(global.values);
    both.putAll(values);
    return new PaxRecords(both);
  }

  /// @throws NumberFormatException where they are not such records
  static PaxRecords parse(byte[] data) {
    Map<String, String> values = new LinkedHashMap<>();
    var at = 0;
    while (at < data.length && data[at] != 0) {
      var blank = indexOf(data, ' ', at);
      var end = at + Integer.parseInt(new String(data, at, blank - at, UTF_8));
      var equals = indexOf(data, '=', blank);
      if (end > data.length || end < equals + 2) {
        throw new NumberFormatException("a record's length is wrong");
      }
      values.put(
          new String(data, blank + 1, equals - blank - 1, UTF_8),
          new String(data, equals + 1, end - equals - 2, UTF_8));
      at = end;
    }
    return new PaxRecords(values);
  }

  private static int indexOf(byte[] data, char wanted, int from) {
    for (var i = from; i < data.length; i++) {
      if (data[i] == wanted) {
        return i;
      }
    }
    throw new NumberFormatException("a record lacks its \"%s\"".formatted(wanted));
  }
}
