package belay.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What counts as a secret in an address, and what is shown of a text that has one.
final class SecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "reg.example.com:5000/a/b:1@sha256:0123",
        "api:1@sha256:notHex",
        "localhost:5000/api@latest",
        "git@git.example.com:a/b.git",
        "ssh://git@git.example.com:2222/a.git",
        "https://git.example.com:8443/a@b.git",
        "ada@example.com",
        "@shop/platform"
      })
  void noneIsSeenWhereNoneIs(String text) {
    assertEquals(false, Secrets.inAddress(text));
    assertEquals(text, Secrets.masked(text));
  }

  @ParameterizedTest
  @CsvSource({
    "user:pw@reg.example.com, …@reg.example.com",
    "user%3Apw@reg.example.com/x, …@reg.example.com/x",
    "https://token@git.example.com/a.git, https://…@git.example.com/a.git",
    "HTTPS://user:p@w@git.example.com/a.git, HTTPS://…@git.example.com/a.git",
    "https://user:p/w@git.example.com/a.git, https://…@git.example.com/a.git",
    "ssh://git:pw@git.example.com/a.git, ssh://…@git.example.com/a.git",
    "git+https://user:pw@git.example.com/a.git, git+https://…@git.example.com/a.git"
  })
  void eachIsSeenAndMasked(String text, String shown) {
    assertEquals(true, Secrets.inAddress(text));
    assertEquals("no \"" + shown + "\" here", Secrets.masked("no \"" + text + "\" here"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://h/a?token=x1, https://h/a?token=…",
    "https://h/a?a=b&X-Amz-Signature=x1, https://h/a?a=b&X-Amz-Signature=…",
    "https://h/a#private_token=x1, https://h/a#private_token=…"
  })
  void valuesOfQueriesAreMasked(String text, String shown) {
    assertEquals(true, Secrets.hasQuery(text));
    assertEquals(shown, Secrets.masked(text));
  }
}
