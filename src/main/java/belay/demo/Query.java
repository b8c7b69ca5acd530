package belay.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A request's query parameters.
record Query(Map<String, String> parameters) {
  static Query of(URI target) {
    Map<String, String> parameters = new LinkedHashMap<>();
    var query = Optional.ofNullable(target.getRawQuery()).orElse("");
    for (var part : query.split("&")) {
      var equals = part.indexOf('=');
      if (equals > 0) {
        parameters.put(
            part.substring(0, equals), URLDecoder.decode(part.substring(equals + 1), UTF_8));
      }
    }
    return new Query(parameters);
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(parameters.get(name));
  }
}
