package belay.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import belay.failure.Failure;
import belay.host.Log;
import belay.net.tls.TlsSettings;
import belay.peers.FaultyRegistry;
import belay.peers.Hosts;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class HttpTest {
  private static Http http(String... env) {
    return new Http(Hosts.still(env), Log.none(), TlsSettings.none(), Timeouts.usual());
  }

  @Test
  void aServerWithoutTlsWhereTlsIsDueSuggestsPlainHttp() throws Exception {
    try (var server = FaultyRegistry.start();
        var http = http()) {
      var uri = URI.create("https://" + server.address() + "/v2/");
      var failure = assertThrows(Failure.class, () -> http.send(Request.of("GET", uri)));
      assertEquals(server.address() + " does not speak TLS", failure.what());
      assertEquals("if plain HTTP is intended, pass --plain-http", failure.help());
      assertEquals(1, http.sent());
    }
  }

  @Test
  void aProxyIsAskedForWhatIsElsewhereAndShownItsPassword() throws Exception {
    try (var proxy = FaultyRegistry.start();
        var http = http("HTTP_PROXY", "http://u:p@" + proxy.address())) {
      proxy.on("GET", "http://registry.invalid/v2/", 1, FaultyRegistry.status(200, "through"));
      var response = http.send(Request.of("GET", URI.create("http://registry.invalid/v2/")));
      assertEquals("through", new String(response.body(), UTF_8));
      assertEquals("Basic dTpw", proxy.seen().getFirst().header("proxy-authorization"));
    }
  }

  @Test
  void aProxyThatIsDownIsNotTakenForTheServer() {
    try (var http = http("HTTP_PROXY", "http://u:p@127.0.0.1:1")) {
      var request = Request.of("GET", URI.create("http://registry.invalid/v2/"));
      var failure = assertThrows(Failure.class, () -> http.send(request));
      assertEquals(
          "no connection to the proxy 127.0.0.1:1, which leads to registry.invalid:80",
          failure.what());
      assertEquals(
          "check HTTP_PROXY or HTTPS_PROXY, its user and password, and NO_PROXY", failure.help());
    }
  }

  /// In a process of its own: the JDK reads once what may be shown to proxies.
  @Test
  void aProxyIsAskedToConnectForTlsAndShownItsPassword() throws Exception {
    try (var proxy = FaultyRegistry.start()) {
      proxy.on("CONNECT", "registry.invalid:443", 9, FaultyRegistry.status(403, ""));
      var process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  HttpTest.class.getName(),
                  "http://u:p@" + proxy.address())
              .redirectErrorStream(true)
              .start();
      assertEquals(
          "the proxy does not connect to registry.invalid:443: Tunnel failed, got: 403\n",
          new String(process.getInputStream().readAllBytes(), UTF_8));
      assertEquals("CONNECT registry.invalid:443", proxy.seen().getFirst().toString());
      assertEquals("Basic dTpw", proxy.seen().getFirst().header("proxy-authorization"));
    }
  }

  /// Prints why a request through a proxy fails.
  public static void main(String... arguments) {
    try (var http = http("HTTPS_PROXY", arguments[0])) {
      http.send(Request.of("GET", URI.create("https://registry.invalid/v2/")));
    } catch (Failure failure) {
      System.out.println(failure.what());
    }
  }

  @Test
  void noUpgradeToAnotherProtocolIsAskedFor() throws Exception {
    try (var server = FaultyRegistry.start();
        var http = http()) {
      http.send(Request.of("GET", URI.create("http://" + server.address() + "/")));
      assertEquals("", server.seen().getFirst().header("upgrade"));
    }
  }
}
