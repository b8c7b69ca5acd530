package belay.cli.option;

import belay.failure.Failure;
import belay.failure.Kind;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/// Durations as people type them: `90s`, `5m`, `1h30m`, `500ms`.
public final class Durations {
  private static final Pattern PARTS =
      Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?(?:(\\d{1,6})ms)?");

  private Durations() {}

  /// Reads a duration such as `90s`, `5m` or `2h`.
  public static Duration parse(String text) {
    var parts = PARTS.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      throw new Failure(
          Kind.USAGE, "not a duration: \"%s\"".formatted(text), "write it as 90s, 5m or 1h30m");
    }
    return Duration.ofHours(number(parts.group(1)))
        .plusMinutes(number(parts.group(2)))
        .plusSeconds(number(parts.group(3)))
        .plusMillis(number(parts.group(4)));
  }

  /// The same the other way round: `1h30m`.
  public static String text(Duration duration) {
    var text = duration.toString().substring(2).toLowerCase(Locale.ROOT);
    return text.isEmpty() ? "0s" : text;
  }

  private static long number(@org.jspecify.annotations.Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
