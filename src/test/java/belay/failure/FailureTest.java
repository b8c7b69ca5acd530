package belay.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FailureTest {
  @Test
  void wordsFromOutsideCannotDriveTheTerminal() {
    var failure =
        new Failure(
                Kind.REFUSED,
                "no layer \"\u001b[2Ja\"",
                "rm \u009b31m",
                new IOException("read\u0007 it"))
            .because("one\nline\r");
    assertEquals("no layer \"?[2Ja\"", failure.what());
    assertEquals("rm ?31m", failure.help());
    assertEquals(List.of("one\nline?", "read? it"), failure.causes());
  }
}
