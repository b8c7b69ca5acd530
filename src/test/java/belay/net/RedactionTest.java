package belay.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedactionTest {
  @ParameterizedTest
  @CsvSource({
    "https://u:p@r.example/v2/?x=1, https://r.example/v2/?x=…",
    "https://r.example:5000/v2/a/blobs/uploads/?mount=d&from=b,"
        + " https://r.example:5000/v2/a/blobs/uploads/?mount=d&from=b",
    "https://s3.example/b?X-Amz-Signature=abc&X-Amz-Date=1,"
        + " https://s3.example/b?X-Amz-Signature=…&X-Amz-Date=…",
    "https://r.example/u?_state=abc&digest=sha256:0, https://r.example/u?_state=…&digest=sha256:0",
  })
  void anAddressKeepsItsSecrets(URI uri, String shown) {
    assertEquals(shown, Redaction.uri(uri));
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization: Bearer abcdefgh.ijkl, Authorization: Bearer …",
    "'{\"token\": \"abcdefgh\"}', '{\"token\": \"…\"}'",
    "at https://me:hunter2@r.example/, at https://…@r.example/",
    "password=hunter2hunter2 is wrong, password=… is wrong",
    "the token is expired, the token is expired",
  })
  void aTextKeepsItsSecrets(String text, String shown) {
    assertEquals(shown, Redaction.text(text));
  }

  @Test
  void aTextIsOneShortLineWithoutControls() {
    assertEquals("a b c", Redaction.text("\u001b\ta\r\n\n b\u202ec\0"));
    assertTrue(Redaction.text("x".repeat(100_000)).length() <= 300);
  }
}
