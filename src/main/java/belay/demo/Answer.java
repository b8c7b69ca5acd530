package belay.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a loopback server answers.
///
/// @param status the HTTP status
/// @param headers further headers
/// @param length how many bytes the body has; [#UNKNOWN] to send it in chunks
/// @param body writes it
record Answer(int status, Map<String, String> headers, long length, Body body) {
  static final long UNKNOWN = -1;

  Answer {
    headers = Map.copyOf(headers);
  }

  /// Writes a body.
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  static Answer empty(int status) {
    return new Answer(status, Map.of(), 0, _ -> {});
  }

  static Answer bytes(int status, String type, byte[] body) {
    return stream(status, type, body.length, out -> out.write(body));
  }

  static Answer stream(int status, String type, long length, Body body) {
    return new Answer(status, Map.of("Content-Type", type), length, body);
  }

  Answer with(String header, Object value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value.toString());
    return new Answer(status, more, length, body);
  }
}
