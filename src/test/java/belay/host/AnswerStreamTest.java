package belay.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AnswerStreamTest {
  /// Takes nothing, for a reason.
  static OutputStream broken(String why) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(why);
      }
    };
  }

  private static Optional<String> lost(OutputStream out) {
    var answer = new AnswerStream(out);
    answer.println("sha256:93b6");
    return answer.lost().map(Throwable::getMessage);
  }

  @Test
  void whatIsWrittenArrives() {
    var bytes = new ByteArrayOutputStream();
    assertEquals(Optional.empty(), lost(bytes));
    assertEquals("sha256:93b6\n", bytes.toString(UTF_8));
  }

  @Test
  void aFullDiskIsNoticed() {
    assertEquals(Optional.of("No space left on device"), lost(broken("No space left on device")));
  }

  @Test
  void aReaderThatWantsNoMoreIsNoError() {
    assertEquals(Optional.empty(), lost(broken("Broken pipe")));
  }
}
