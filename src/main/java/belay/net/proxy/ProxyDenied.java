package belay.net.proxy;

import java.io.IOException;
import java.net.http.HttpResponse;

/// The proxy wants to know who is there, or another password. The JDK hands this out as an answer
/// of the server's, and without a body where a tunnel was asked for.
public final class ProxyDenied extends IOException {
  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  private ProxyDenied() {
    super("the proxy does not let you in");
  }

  /// Passes on an answer that comes from the server.
  public static <T> HttpResponse<T> check(HttpResponse<T> answer) throws ProxyDenied {
    if (answer.statusCode() == PROXY_AUTHENTICATION_REQUIRED) {
      throw new ProxyDenied();
    }
    return answer;
  }
}
