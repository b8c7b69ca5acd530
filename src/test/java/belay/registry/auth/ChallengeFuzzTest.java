package belay.registry.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.peers.Fuzz;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `WWW-Authenticate` headers that are damaged: whatever is understood means the same when it is
/// written and read again.
final class ChallengeFuzzTest {
  @Test
  void aHeaderIsUnderstoodAsFarAsItGoes() {
    var headers =
        Stream.of(
                "Bearer"
                    + " realm=\"https://auth.example.com/token\",service=\"registry\",scope=\"repository:a/b:pull,push\"",
                "Basic realm=\"a, \\\"b\\\"\", Bearer realm=x , error=invalid_token",
                "Negotiate, NTLM, Basic charset=\"UTF-8\", realm=\"\"")
            .map(text -> text.getBytes(ISO_8859_1))
            .toList();
    Fuzz.damaged(
        headers,
        " ,=\"\\\t;Bearer",
        bytes -> {
          for (var challenge : ChallengeReader.read(new String(bytes, ISO_8859_1))) {
            assertEquals(List.of(challenge), ChallengeReader.read(challenge.toString()));
          }
        });
  }
}
