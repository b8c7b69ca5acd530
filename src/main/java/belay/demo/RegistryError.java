package belay.demo;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Ends a request with one of the distribution specification's error codes.
final class RegistryError extends RuntimeException {
  private final int status;
  private final String code;

  RegistryError(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  Answer answer() throws IOException {
    var error = Map.of("code", code, "message", String.valueOf(getMessage()));
    return Answer.bytes(
        status, "application/json", JSON.std.asBytes(Map.of("errors", List.of(error))));
  }
}
