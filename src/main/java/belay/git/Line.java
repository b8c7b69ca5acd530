package belay.git;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/// How a connection to a server is made.
///
/// @param login answers the proxy that asks who is there
/// @param sockets TLS, where it is spoken
/// @param opened told of each connection
record Line(
    Proxy proxy,
    Optional<ProxyLogin> login,
    Optional<SSLSocketFactory> sockets,
    Consumer<HttpURLConnection> opened) {
  private HttpURLConnection open(URL target) throws IOException {
    var connection = (HttpURLConnection) target.openConnection(proxy);
    login.ifPresent(connection::setAuthenticator);
    if (connection instanceof HttpsURLConnection tls) {
      sockets.ifPresent(tls::setSSLSocketFactory);
    }
    opened.accept(connection);
    return connection;
  }

  /// The same URL, opening which takes this line: JGit gives no other way to what it opens.
  URL to(URL target) throws MalformedURLException {
    return URL.of(
        URI.create(target.toString()),
        new URLStreamHandler() {
          @Override
          protected URLConnection openConnection(URL again) throws IOException {
            return open(target);
          }

          @Override
          protected URLConnection openConnection(URL again, Proxy ours) throws IOException {
            return open(target);
          }
        });
  }
}
