package belay.argocd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerAddressTest {
  @ParameterizedTest
  @CsvSource({
    "argocd.example.com, https://argocd.example.com, argocd.example.com",
    "argocd.example.com:443, https://argocd.example.com:443, argocd.example.com",
    "localhost:8080, https://localhost:8080, localhost:8080",
    "https://ARGOCD.example.com/, https://ARGOCD.example.com, argocd.example.com",
    "https://example.com/tools/argocd/, https://example.com/tools/argocd,"
        + " example.com/tools/argocd",
    "http://127.0.0.1:80, http://127.0.0.1:80, 127.0.0.1:80"
  })
  void whatPeopleWriteIsOneAddressAndOneName(String text, String base, String name) {
    var address = ServerAddress.parse(text);
    assertEquals(base, address.toString());
    assertEquals(name, address.name());
    assertEquals(base + "/api/v1/applications/x", address.call("applications/x").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ftp://example.com",
        "https://",
        "https://example.com/?a=b",
        "https://example.com/#x",
        "a b",
        "https://user:secret@example.com"
      })
  void whatIsNoAddressIsRefusedAndNoPasswordRepeated(String text) {
    var failure = assertThrows(Failure.class, () -> ServerAddress.parse(text));
    assertEquals(Kind.USAGE, failure.kind());
    assertFalse(failure.what().contains("secret"), failure.what());
  }

  @Test
  void plainHttpIsAChoice() {
    var plain = ServerAddress.parse("argocd.internal:8080/x").plain();
    assertEquals("http://argocd.internal:8080/x", plain.toString());
    assertTrue(plain.isPlain());
    assertFalse(plain.isLoopback());
    assertTrue(ServerAddress.parse("localhost").isLoopback());
  }
}
