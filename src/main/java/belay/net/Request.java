package belay.net;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/// One HTTP request.
///
/// @param limit how many bytes of the answer's body are read; a longer body fails the request
public record Request(String method, URI uri, Map<String, String> headers, Body body, int limit) {
  /// Enough for every error message that a person would read.
  private static final int SMALL = 64 << 10;

  /// A request without a body whose answer is expected to be small.
  public static Request of(String method, URI uri) {
    return new Request(method, uri, Map.of(), new Body.None(), SMALL);
  }

  /// The same with one more header; an empty value leaves the header out.
  public Request header(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.remove(name);
    if (!value.isEmpty()) {
      more.put(name, value);
    }
    return new Request(method, uri, more, body, limit);
  }

  /// The same with a body.
  public Request body(Body other) {
    return new Request(method, uri, headers, other, limit);
  }

  /// The same, its answer of so many bytes at most.
  public Request limit(int bytes) {
    return new Request(method, uri, headers, body, bytes);
  }

  /// The same request to another place.
  public Request to(URI other) {
    return new Request(method, other, headers, body, limit);
  }
}
