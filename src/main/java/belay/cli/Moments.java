package belay.cli;

import belay.failure.Failure;
import belay.failure.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// Moments as people type them: `2026-11-25`, `2026-11-25T10:30`, `2026-11-25T10:30:00Z`,
/// `2026-11-25T10:30+01:00`; UTC where no zone is said.
final class Moments {
  private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
  private static final String CLOCK = "[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?";
  private static final String ZONE = "(?:Z|[+-][0-9]{2}:[0-9]{2})";

  private Moments() {}

  /// Empty where the text is not meant as a moment.
  static Optional<Instant> parse(String text) {
    try {
      if (text.matches(DATE)) {
        return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      var iso = text.replace(' ', 'T');
      if (text.matches(DATE + CLOCK)) {
        return Optional.of(LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
      }
      return text.matches(DATE + CLOCK + ZONE)
          ? Optional.of(OffsetDateTime.parse(iso).toInstant())
          : Optional.empty();
    } catch (DateTimeException e) {
      throw new Failure(
          Kind.USAGE,
          "no such date: \"%s\"".formatted(text),
          "write it as 2026-11-25T10:30:00Z",
          e);
    }
  }
}
