package belay.registry.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EndpointTest {
  private static final Set<String> PLAIN = Set.of("plain.example", "some.example:5000");

  @ParameterizedTest
  @CsvSource({
    "docker.io, https://registry-1.docker.io/v2/",
    "r.example, https://r.example/v2/",
    "r.example:5000, https://r.example:5000/v2/",
    "10.0.0.1:5000, https://10.0.0.1:5000/v2/",
    "localhost:5000, http://localhost:5000/v2/",
    "127.0.0.1, http://127.0.0.1/v2/",
    "[::1]:5000, http://[::1]:5000/v2/",
    "plain.example, http://plain.example/v2/",
    "plain.example:1, http://plain.example:1/v2/",
    "some.example:5000, http://some.example:5000/v2/",
    "some.example:5001, https://some.example:5001/v2/",
  })
  void tlsIsSpokenButWhereItIsNotDue(String registry, URI uri) {
    assertEquals(uri, new Endpoint(registry, PLAIN).uri("/v2/"));
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/a/1?x=1, https://r.example:5000/v2/a/1?x=1",
    "?x=2, https://r.example:5000/v2/a/?x=2",
    "https://r.example:5000/v2/b, https://r.example:5000/v2/b",
    "http://R.example:5000/v2/b, https://r.example:5000/v2/b",
    "http://r.example/v2/b, https://r.example:5000/v2/b",
    "//r.example/v2/b, https://r.example:5000/v2/b",
    "https://r.example:5001/v2/b, https://r.example:5001/v2/b",
    "https://s3.example/b?sig=1, https://s3.example/b?sig=1",
  })
  void aLocationLeadsToTheRegistryAsItIs(String location, URI uri) {
    var endpoint = new Endpoint("r.example:5000", Set.of());
    assertEquals(uri, endpoint.resolve(endpoint.uri("/v2/a/"), location));
  }
}
