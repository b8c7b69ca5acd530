package belay.net.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.peers.Hosts;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxiesTest {
  private static Optional<String> proxy(String uri, String... env) {
    return new Proxies(Hosts.still(env)).proxyFor(URI.create(uri)).map(ProxyServer::toString);
  }

  @Test
  void eachSchemeHasItsVariableAndCapitalsComeFirst() {
    var env =
        new String[] {
          "HTTPS_PROXY", "http://a:1", "https_proxy", "http://b:2", "http_proxy", "c:3",
        };
    assertEquals(Optional.of("a:1"), proxy("https://r.example/", env));
    assertEquals(Optional.of("c:3"), proxy("http://r.example/", env));
    assertEquals(Optional.empty(), proxy("https://r.example/", "HTTP_PROXY", "c:3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:5000/", "http://127.0.0.1/", "http://[::1]:5000/"})
  void loopbackIsNeverProxied(String uri) {
    assertEquals(Optional.empty(), proxy(uri, "HTTP_PROXY", "http://p:1"));
  }

  @ParameterizedTest
  @CsvSource({
    "*, true",
    "r.example.com, true",
    "example.com, true",
    ".example.com, true",
    "*.example.com, true",
    "R.EXAMPLE.COM, true",
    "'other.org, r.example.com', true",
    "'other.org r.example.com', true",
    "r.example.com:5000, true",
    "r.example.com:5001, false",
    ".r.example.com, false",
    "ample.com, false",
    "10.0.0.0/8, false",
    "'', false",
    "',', false",
  })
  void namesAreExcepted(String noProxy, boolean excepted) {
    var proxy = proxy("http://r.example.com:5000/", "HTTP_PROXY", "p:1", "NO_PROXY", noProxy);
    assertEquals(excepted, proxy.isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, true",
    "10.1.0.0/16, true",
    "10.2.0.0/16, false",
    "10.1.2.3, true",
    "10.1.2.3:80, true",
    "10.1.2.3:81, false",
    "10.1.2.3/32, true",
    "10.1.2.2/31, true",
    "10.1.2.4/31, false",
    "fd00::/8, false",
    "10.0.0.0/x, false",
    "example.com/8, false",
  })
  void rangesOfAddressesAreExcepted(String noProxy, boolean excepted) {
    var proxy = proxy("http://10.1.2.3/", "HTTP_PROXY", "p:1", "no_proxy", noProxy);
    assertEquals(excepted, proxy.isEmpty());
  }

  @Test
  void anIpv6RangeIsOne() {
    assertEquals(
        Optional.empty(), proxy("http://[fd12::1]/", "HTTP_PROXY", "p:1", "NO_PROXY", "fd00::/8"));
  }

  @Test
  void aUserAndAPasswordAreShownToTheProxy() {
    var proxies = new Proxies(Hosts.still("HTTP_PROXY", "http://us%40er:p%3Aw@proxy:3128"));
    assertEquals("Basic dXNAZXI6cDp3", proxies.authorization(URI.create("http://r.example/")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://p:1", "https://p:1", "http://", "http://user:secret@[p"})
  void whatIsNoHttpProxyIsRefusedWithoutQuotingIt(String value) {
    var failure =
        assertThrows(Failure.class, () -> proxy("http://r.example/", "HTTP_PROXY", value));
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals("HTTP_PROXY does not name an HTTP proxy", failure.what());
    assertFalse(failure.causes().toString().contains("secret"));
  }
}
