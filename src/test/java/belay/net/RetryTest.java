package belay.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.peers.Hosts;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryTest {
  /// Milliseconds that a busy machine may take, and far less than what it should not wait.
  private static final long LONG = 8_000;

  private static Retry retry(int attempts, int pauseMillis, int budgetMillis) {
    var second = Duration.ofSeconds(1);
    return new Retry(
        new Timeouts(
            second,
            second,
            attempts,
            Duration.ofMillis(pauseMillis),
            Duration.ofMillis(budgetMillis)),
        Hosts.still());
  }

  private static long millis(Retry retry, String retryAfter, boolean expected) {
    var start = System.nanoTime();
    assertEquals(expected, retry.pause(retryAfter));
    return (System.nanoTime() - start) / 1_000_000;
  }

  @Test
  void thereAreAsManyAttemptsAsSaid() {
    var retry = retry(3, 1, 1000);
    assertTrue(retry.pause(""));
    assertTrue(retry.pause(""));
    assertFalse(retry.pause(""));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1000",
    "' 1 ', 1000",
    "0, 0",
    "'Tue, 24 Nov 2026 12:00:01 GMT', 1000",
    "'Tue, 24 Nov 2026 11:00:00 GMT', 0",
  })
  void whatTheServerAsksForIsWaited(String retryAfter, long wait) {
    var millis = millis(retry(2, 60_000, 1500), retryAfter, true);
    assertTrue(millis >= wait && millis < wait + LONG, millis + " ms");
  }

  @ParameterizedTest
  @CsvSource({"3600", "99999999999999999999", "'Tue, 24 Nov 2026 13:00:00 GMT'"})
  void whatTakesTooLongIsNotWaitedAtAll(String retryAfter) {
    assertTrue(millis(retry(5, 60_000, 10_000), retryAfter, false) < LONG);
  }

  @ParameterizedTest
  @CsvSource({"soon", "-1", "1.5", "'Tue, 99 Nov 2026 12:00:01 GMT'"})
  void nonsenseCountsAsAbsent(String retryAfter) {
    assertTrue(millis(retry(5, 20, 500), retryAfter, true) < LONG);
  }

  @Test
  void thePausesGrowAndAreCountedAgainstTheBudget() {
    var retry = retry(100, 100, 400);
    var pauses = 0;
    while (retry.pause("")) {
      pauses++;
    }
    // 50 to 100, 100 to 200, 200 to 400: the third may be too much, a fourth is in any case
    assertTrue(pauses == 2 || pauses == 3, "" + pauses);
  }
}
