package belay.net;

import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A piece of a JSON answer: what is not there, or is of another kind than expected, is empty,
/// since fields come and go between versions of servers.
///
/// @param value a map, list, text, number, boolean or nothing
public record Json(@Nullable Object value) {
  /// Reads an object.
  ///
  /// @throws IOException when it is none
  public static Json parse(byte[] bytes) throws IOException {
    try {
      return new Json(JSON.std.mapFrom(bytes));
    } catch (ClassCastException e) {
      throw new IOException("the answer is not a JSON object", e);
    }
  }

  /// Reads an object, of which only some fields are kept, whatever its size.
  ///
  /// @throws IOException when it is none
  public static Json parse(byte[] bytes, JsonFields fields) throws IOException {
    try (var all = JSON.std.createParser(bytes);
        var some =
            new FilteringParserDelegate(
                all, fields.filter(), TokenFilter.Inclusion.INCLUDE_ALL_AND_PATH, true)) {
      return new Json(some.nextToken() == null ? Map.of() : JSON.std.mapFrom(some));
    } catch (ClassCastException e) {
      throw new IOException("the answer is not a JSON object", e);
    }
  }

  /// An object as text.
  public static String text(Map<String, ?> object) {
    try {
      return JSON.std.asString(object);
    } catch (IOException e) {
      throw new IllegalStateException("maps are always JSON", e);
    }
  }

  /// What stands below these keys, one inside the other.
  public Json at(String... keys) {
    var here = value;
    for (var key : keys) {
      here = here instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return new Json(here);
  }

  public boolean isPresent() {
    return value != null;
  }

  /// A text as the server has it; empty where there is none.
  public String text() {
    return value instanceof String text ? text : "";
  }

  /// A text for people's eyes: one line, bounded, without secrets.
  public String words() {
    return Redaction.text(text());
  }

  public Optional<Long> number() {
    return value instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
  }

  /// A moment (RFC 3339); empty where there is none.
  public Optional<Instant> time() {
    try {
      return text().isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text()));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  public Optional<Boolean> flag() {
    return value instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
  }

  public List<Json> items() {
    return value instanceof List<?> list ? list.stream().map(Json::new).toList() : List.of();
  }

  /// The keys of an object, in their order.
  public List<String> keys() {
    return value instanceof Map<?, ?> map
        ? map.keySet().stream().map(String::valueOf).toList()
        : List.of();
  }

  /// The texts of a list.
  public List<String> texts() {
    return items().stream().map(Json::text).filter(text -> !text.isEmpty()).toList();
  }
}
