package belay.deliver.model;

import java.time.Duration;

/// Spans of time as people say them: the largest unit that fits.
public final class Spans {
  private static final int DAYS_FROM = 2;
  private static final int HOURS_FROM = 2;
  private static final int MINUTES_FROM = 2;

  private Spans() {}

  /// `3d`, `26h`, `45m` or `12s`.
  public static String words(Duration span) {
    if (span.toDays() >= DAYS_FROM) {
      return span.toDays() + "d";
    }
    if (span.toHours() >= HOURS_FROM) {
      return span.toHours() + "h";
    }
    return span.toMinutes() >= MINUTES_FROM ? span.toMinutes() + "m" : span.toSeconds() + "s";
  }
}
