package belay.config;

import belay.config.Freeze.Window;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.image.Platform;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads what an environment asks of images.
final class GateReader {
  private static final Pattern SOAK =
      Pattern.compile("(?:(\\d{1,4})d)?(?:(\\d{1,4})h)?(?:(\\d{1,4})m)?");
  private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
  private static final String CLOCK = "[0-9]{2}:[0-9]{2}";

  private final Fields fields;

  private GateReader(Fields fields) {
    this.fields = fields;
  }

  /// @param name the environment's own name
  /// @param above the environments above it
  static Gate read(Fields fields, String name, List<String> above) {
    var reader = new GateReader(fields);
    if (fields.has("soak") && above.isEmpty()) {
      throw fields.failure(
          "soak",
          "\"%s\" is promoted from nowhere, so that nothing can soak before it".formatted(name),
          "leave soak out");
    }
    return new Gate(
        fields.texts("requirePlatforms", Platform::parse),
        reader.requireFrom(name, above),
        fields.has("soak")
            ? fields.parsed("soak", fields.text("soak", ""), GateReader::soak)
            : Duration.ZERO,
        fields.list("freeze", Shape.FREEZE).stream().map(GateReader::freeze).toList());
  }

  private Optional<String> requireFrom(String name, List<String> above) {
    var from = fields.text("requireFrom");
    if (from.isPresent() && !above.contains(from.get())) {
      throw fields.failure(
          "requireFrom",
          "\"%s\" requires images from \"%s\", which is no environment above it%s"
              .formatted(name, from.get(), Suggest.hint(from.get(), above)),
          "list the environments in order of promotion");
    }
    return from;
  }

  private static Duration soak(String text) {
    var parts = SOAK.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      throw new Failure(
          Kind.USAGE, "not a time to wait: \"%s\"".formatted(text), "write it as 30m, 24h or 3d");
    }
    return Duration.ofDays(number(Optional.ofNullable(parts.group(1))))
        .plusHours(number(Optional.ofNullable(parts.group(2))))
        .plusMinutes(number(Optional.ofNullable(parts.group(3))));
  }

  private static long number(Optional<String> digits) {
    return digits.map(Long::parseLong).orElse(0L);
  }

  private static Freeze freeze(Fields fields) {
    var zone = fields.parsed("timezone", fields.text("timezone", "UTC"), GateReader::zone);
    var days = fields.texts("days", GateReader::day);
    var from = fields.text("from", "00:00");
    var to = fields.text("to", "24:00");
    var weekly = from.matches(CLOCK) && to.matches(CLOCK);
    if (!weekly && !days.isEmpty()) {
      throw fields.failure("days", "days and dates exclude each other", "leave one of them out");
    }
    Window window =
        weekly
            ? new Window.Weekly(
                days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : Set.copyOf(days),
                fields.parsed("from", from, GateReader::clock),
                fields.parsed("to", to, GateReader::clock))
            : once(fields, from, to);
    return new Freeze(window, zone, fields.text("reason", ""));
  }

  private static Window once(Fields fields, String from, String to) {
    var begin = fields.parsed("from", from, text -> moment(text, 0));
    var end = fields.parsed("to", to, text -> moment(text, 1));
    if (!begin.isBefore(end)) {
      throw fields.failure("to", "the freeze ends before it begins", "write the later date as to");
    }
    return new Window.Once(begin, end);
  }

  /// A date alone means its begin, or with one day more its end.
  private static LocalDateTime moment(String text, int daysMore) {
    try {
      if (text.matches(DATE)) {
        return LocalDate.parse(text).plusDays(daysMore).atStartOfDay();
      }
      if (text.matches(DATE + "[T ]" + CLOCK)) {
        return LocalDateTime.parse(text.replace(' ', 'T'));
      }
    } catch (DateTimeException _) {
      // told below
    }
    throw new Failure(
        Kind.USAGE,
        "not a date: \"%s\"".formatted(text),
        "write both as 2026-12-24 or 2026-12-24T18:00, or both as 18:00 for each week");
  }

  private static LocalTime clock(String text) {
    try {
      return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw new Failure(
          Kind.USAGE, "not a time of day: \"%s\"".formatted(text), "write it as 18:00", e);
    }
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException _) {
      throw new Failure(
          Kind.USAGE,
          "no time zone \"%s\"".formatted(text),
          "write it as UTC, Europe/Berlin or +01:00");
    }
  }

  private static DayOfWeek day(String text) {
    var names =
        Arrays.stream(DayOfWeek.values()).map(day -> day.name().toLowerCase(Locale.ROOT)).toList();
    for (var i = 0; i < names.size(); i++) {
      if (names.get(i).equals(text) || names.get(i).substring(0, 3).equals(text)) {
        return DayOfWeek.of(i + 1);
      }
    }
    throw new Failure(
        Kind.USAGE,
        "no day of the week: \"%s\"%s".formatted(text, Suggest.hint(text, names)),
        "write it as monday or mon");
  }
}
