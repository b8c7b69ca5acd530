package belay.argocd;

import belay.net.Redaction;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A piece of a JSON answer: what is not there, or is of another kind than expected, is empty,
/// since fields come and go between versions of Argo CD.
///
/// @param value a map, list, text, number, boolean or nothing
record Json(@Nullable Object value) {
  /// Reads an object.
  ///
  /// @throws IOException when it is none
  static Json parse(byte[] bytes) throws IOException {
    try {
      return new Json(JSON.std.mapFrom(bytes));
    } catch (ClassCastException e) {
      throw new IOException("the answer is not a JSON object", e);
    }
  }

  /// What stands below these keys, one inside the other.
  Json at(String... keys) {
    var here = value;
    for (var key : keys) {
      here = here instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return new Json(here);
  }

  boolean isPresent() {
    return value != null;
  }

  /// A text as the server has it; empty where there is none.
  String text() {
    return value instanceof String text ? text : "";
  }

  /// A text for people's eyes: one line, bounded, without secrets.
  String words() {
    return Redaction.text(text());
  }

  Optional<Boolean> flag() {
    return value instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
  }

  List<Json> items() {
    return value instanceof List<?> list ? list.stream().map(Json::new).toList() : List.of();
  }

  /// The texts of a list.
  List<String> texts() {
    return items().stream().map(Json::text).filter(text -> !text.isEmpty()).toList();
  }
}
