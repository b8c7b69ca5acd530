package belay.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Times and commits as people read them.
final class Times {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm'Z'").withZone(ZoneOffset.UTC);
  private static final int SHORT_COMMIT = 9;

  private Times() {}

  /// `2026-11-25 14:30Z`.
  static String minute(Instant time) {
    return MINUTE.format(time);
  }

  /// The first nine digits.
  static String commit(String id) {
    return id.substring(0, Math.min(SHORT_COMMIT, id.length()));
  }
}
