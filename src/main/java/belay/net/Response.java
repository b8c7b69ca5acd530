package belay.net;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One HTTP answer, its body whole; answers are read, never compared.
///
/// @param uri where the answer came from
/// @param headers by name, letters of either case being equal
@SuppressWarnings("ArrayRecordComponent")
public record Response(int status, URI uri, Map<String, List<String>> headers, byte[] body) {
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;
  private static final int NOT_IMPLEMENTED = 501;
  private static final int VERSION = 505;

  /// The first value of a header.
  public Optional<String> header(String name) {
    return all(name).stream().findFirst();
  }

  /// All values of a header.
  public List<String> all(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /// Whether the status is one of success.
  public boolean ok() {
    return status / 100 == 2;
  }

  /// Whether the same request may well succeed a little later.
  public boolean temporary() {
    return status == REQUEST_TIMEOUT
        || status == TOO_MANY
        || (status >= SERVER_ERROR && status != NOT_IMPLEMENTED && status != VERSION);
  }
}
