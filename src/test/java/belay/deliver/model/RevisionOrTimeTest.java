package belay.deliver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import belay.failure.Failure;
import belay.failure.Kind;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RevisionOrTimeTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "now, 2026-11-25T12:00:00Z",
    "2026-11-20, 2026-11-20T00:00:00Z",
    "2026-11-20T14:30, 2026-11-20T14:30:00Z",
    "2026-11-20 14:30:05, 2026-11-20T14:30:05Z",
    "2026-11-20 14:30 UTC, 2026-11-20T14:30:00Z",
    "2026-11-20t14:30:05.25z, 2026-11-20T14:30:05.250Z",
    "2026-11-20T14:30:05+02:00, 2026-11-20T12:30:05Z",
    "2026-11-20 14:30 -0500, 2026-11-20T19:30:00Z",
    "90s, 2026-11-25T11:58:30Z",
    "30m, 2026-11-25T11:30:00Z",
    "2h, 2026-11-25T10:00:00Z",
    "3d, 2026-11-22T12:00:00Z",
    "2w, 2026-11-11T12:00:00Z",
    "1 day ago, 2026-11-24T12:00:00Z",
    "3 days ago, 2026-11-22T12:00:00Z",
    "2 months ago, 2026-09-26T12:00:00Z",
    "1 year ago, 2025-11-25T12:00:00Z",
  })
  void timesAreRead(String text, Instant time) {
    assertEquals(new RevisionOrTime.At(time), RevisionOrTime.parse(text, NOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4f9d2c8", "1234567d", "20261120", "v1.2", "main~3", "HEAD^", "2026"})
  void allElseIsACommit(String text) {
    assertEquals(new RevisionOrTime.Of(text), RevisionOrTime.parse(text, NOW));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20, 2026-11-20T23:59:59.999999999Z",
    "2026-11-20T14:30, 2026-11-20T14:30:00Z",
  })
  void aDateAsAnEndIsItsLastMoment(String text, Instant time) {
    assertEquals(new RevisionOrTime.At(time), RevisionOrTime.parseEnd(text, NOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2026-13-01", "2026-11-20T25:00", "last full moon", "-1", "a..b@{1}"})
  void whatIsNeitherIsRefused(String text) {
    var failure = assertThrows(Failure.class, () -> RevisionOrTime.parse(text, NOW));
    assertEquals(Kind.USAGE, failure.kind());
  }
}
