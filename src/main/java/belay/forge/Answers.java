package belay.forge;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the APIs' JSON, which may be anything.
final class Answers {
  private static final int LONGEST = 300;

  private Answers() {}

  /// Maps, lists, texts, numbers; empty where the bytes are no JSON.
  static Optional<Object> read(byte[] json) {
    try {
      return Optional.ofNullable(JSON.std.anyFrom(json));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  static byte[] write(Map<String, Object> fields) {
    try {
      return JSON.std.asBytes(fields);
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON to memory", e);
    }
  }

  static Map<String, Object> map(Object value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, field) -> {
        if (key instanceof String name && field != null) {
          fields.put(name, field);
        }
      });
    }
    return fields;
  }

  static List<Map<String, Object>> maps(Object value) {
    List<Map<String, Object>> all = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(item -> all.add(map(item)));
    }
    return all;
  }

  /// The text or number at a path of keys, such as `source.branch.name`; empty where there is none.
  /// A list is gone into at its first item.
  static Optional<String> text(Object value, String path) {
    Object at = value;
    for (var key : path.split("\\.")) {
      at =
          at instanceof List<?> list
              ? list.stream().findFirst().map(Object.class::cast).orElse("")
              : at;
      at = map(at).getOrDefault(key, "");
    }
    return at instanceof String || at instanceof Number
        ? Optional.of(String.valueOf(at)).filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  /// The sentence in an error's body.
  static String message(byte[] body) {
    var answer = read(body).orElse("");
    var first =
        text(answer, "message")
            .or(() -> text(answer, "error.message"))
            .or(() -> text(answer, "error"))
            .or(() -> text(answer, "errors.message"))
            .orElse("");
    var text = first.replaceAll("\\p{Cntrl}+", " ").strip();
    return text.substring(0, Math.min(LONGEST, text.length()));
  }
}
