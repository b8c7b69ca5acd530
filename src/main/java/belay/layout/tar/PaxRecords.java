package belay.layout.tar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The records of a pax extended header: `length key=value`, each with its newline counted.
///
/// @param values the last value of each key
/// @param sparse the values of `GNU.sparse.offset` and `GNU.sparse.numbytes`, which may come often,
///   in their order
record PaxRecords(Map<String, String> values, List<String> sparse) {
  static final PaxRecords NONE = new PaxRecords(Map.of(), List.of());

  PaxRecords {
    values = Map.copyOf(values);
    sparse = List.copyOf(sparse);
  }

  Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
  }

  /// These records where they say something, and else what the archive's global header says.
  PaxRecords over(PaxRecords global) {
    if (global.values.isEmpty()) {
      return this;
    }
    var both = new LinkedHashMap<>(global.values);
    both.putAll(values);
    return new PaxRecords(both, sparse);
  }

  /// @throws NumberFormatException where they are not such records
  static PaxRecords parse(byte[] data) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> sparse = new ArrayList<>();
    var at = 0;
    while (at < data.length && data[at] != 0) {
      var blank = indexOf(data, ' ', at);
      var end = at + Integer.parseInt(new String(data, at, blank - at, UTF_8));
      var equals = indexOf(data, '=', blank);
      if (end > data.length || end < equals + 2) {
        throw new NumberFormatException("a record's length is wrong");
      }
      var key = new String(data, blank + 1, equals - blank - 1, UTF_8);
      var value = new String(data, equals + 1, end - equals - 2, UTF_8);
      if (key.equals("GNU.sparse.offset") || key.equals("GNU.sparse.numbytes")) {
        sparse.add(value);
      } else {
        values.put(key, value);
      }
      at = end;
    }
    return new PaxRecords(values, sparse);
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
