package belay.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LineStreamTest {
  private static final Duration SILENCE = Duration.ofMillis(50);

  private final LineStream stream = new LineStream(10);
  private final BodySubscriber<LineStream> network = stream.subscriber();
  private int asked;
  private boolean cancelled;

  @BeforeEach
  void begin() {
    network.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long n) {
            asked += (int) n;
          }

          @Override
          public void cancel() {
            cancelled = true;
          }
        });
  }

  @Test
  void linesAreWholeHoweverTheyArrive() throws IOException {
    send("on", "e\r\ntwo\n\nth");
    send("ree\n");
    network.onComplete();
    assertEquals(Optional.of("one"), stream.next(SILENCE));
    assertEquals(Optional.of("two"), stream.next(SILENCE));
    assertEquals(Optional.of(""), stream.next(SILENCE));
    assertEquals(Optional.of("three"), stream.next(SILENCE));
    assertEquals(Optional.empty(), stream.next(SILENCE));
  }

  @Test
  void anUnfinishedLastLineIsNone() throws IOException {
    send("half");
    network.onComplete();
    assertEquals(Optional.empty(), stream.next(SILENCE));
  }

  @Test
  void onlyAsMuchIsAskedForAsIsRead() throws IOException {
    assertEquals(1, asked);
    send("one\ntwo\n");
    assertEquals(1, asked);
    stream.next(SILENCE);
    stream.next(SILENCE);
    assertEquals(2, asked);
  }

  @Test
  void aLineThatIsTooLongIsRefused() {
    send("0123456789", "a\n");
    var failure = assertThrows(IOException.class, () -> stream.next(SILENCE));
    assertEquals("the answer is longer than 10 bytes", failure.getMessage());
  }

  @Test
  void silenceAndBrokenConnectionsAreErrors() {
    assertThrows(HttpTimeoutException.class, () -> stream.next(SILENCE));
    network.onError(new IOException("reset"));
    var failure = assertThrows(IOException.class, () -> stream.next(SILENCE));
    assertEquals("the answer broke off", failure.getMessage());
  }

  @Test
  void closingEndsTheAnswer() throws IOException {
    stream.close();
    assertEquals(true, cancelled);
    assertEquals(Optional.empty(), stream.next(SILENCE));
  }

  private void send(String... chunks) {
    network.onNext(
        List.of(chunks).stream().map(chunk -> ByteBuffer.wrap(chunk.getBytes(UTF_8))).toList());
  }
}
