package belay.registry.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChallengeTest {
  private static final Map<String, String> REALM = Map.of("realm", "https://r/t", "service", "a,b");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer realm=\"https://r/t\",service=\"a,b\"",
        "bearer   Realm=\"https://r/t\" , SERVICE = \"a,b\" ",
        "Bearer realm=https://r/t,service=\"a\\,b\"",
        "Basic realm=\"x, Bearer realm=y\", Bearer realm=\"https://r/t\",service=\"a,b\"",
        "Negotiate, Bearer realm=\"https://r/t\",service=\"a,b\"",
        ", ,Bearer realm=\"https://r/t\",service=\"a,b\",",
      })
  void aTokenIsPreferredHoweverItIsWritten(String header) {
    assertEquals(Optional.of(new Challenge("bearer", REALM)), Challenge.best(List.of(header)));
  }

  @Test
  void severalHeadersCountTogether() {
    assertEquals(
        "bearer",
        Challenge.best(List.of("Basic realm=\"x\"", "Bearer realm=\"y\"")).orElseThrow().scheme());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic realm=\"x\"", "Bearer, Basic realm=\"x\"", "Basic"})
  void aPasswordIsTheAlternative(String header) {
    assertEquals("basic", Challenge.best(List.of(header)).orElseThrow().scheme());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Negotiate", "=", "\"", "Bearer realm=\"", "Digest nonce=\"a,b"})
  void nonsenseIsNone(String header) {
    assertEquals(Optional.empty(), Challenge.best(List.of(header)));
  }

  @Test
  void whatIsRememberedIsReadAgain() {
    var challenge = new Challenge("bearer", Map.of("realm", "https://r/\"t\\", "service", "a,b"));
    assertEquals(Optional.of(challenge), Challenge.best(List.of(challenge.toString())));
  }

  @Test
  void scopesAreMergedByResource() {
    var scopes =
        Scopes.pull("a")
            .and(Scopes.parse("repository:a:push,pull repository:b:pull registry:catalog:*"))
            .and(Scopes.parse(""));
    assertEquals("registry:catalog:* repository:a:pull,push repository:b:pull", scopes.toString());
  }
}
