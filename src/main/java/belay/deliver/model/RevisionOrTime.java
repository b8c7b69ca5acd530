package belay.deliver.model;

import belay.failure.Failure;
import belay.failure.Kind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A moment as people type it: a time, or a commit.
public sealed interface RevisionOrTime {
  /// A time.
  record At(Instant time) implements RevisionOrTime {}

  /// A commit by its id, also abbreviated, or a tag, also with `~2` and the like behind it.
  record Of(String revision) implements RevisionOrTime {}

  /// Reads `2026-11-25`, `2026-11-25 14:30`, RFC 3339, `2h`, `3 days ago`, or a commit. Times
  /// without a zone are UTC, as all that Belay prints.
  ///
  /// @param now what relative times count back from
  static RevisionOrTime parse(String text, Instant now) {
    return parse(text, now, LocalDate::atStartOfDay);
  }

  /// The same for the end of a span of time: a date means its last moment.
  static RevisionOrTime parseEnd(String text, Instant now) {
    return parse(text, now, date -> date.plusDays(1).atStartOfDay().minusNanos(1));
  }

  private static RevisionOrTime parse(String text, Instant now, Texts.Day day) {
    var plain = text.strip();
    return Texts.absolute(plain, day)
        .or(() -> Texts.relative(plain, now))
        .<RevisionOrTime>map(At::new)
        .orElseGet(() -> new Of(Texts.revision(plain)));
  }

  /// How the texts are read.
  final class Texts {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern TIME =
        Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})[Tt ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)"
                + " ?([Zz]|UTC|[+-]\\d{2}:?\\d{2})?");
    private static final Pattern AGO =
        Pattern.compile(
            "(\\d{1,5}) ?(s|m|h|d|w|seconds?|minutes?|hours?|days?|weeks?|months?|years?)"
                + "(?: ago)?");
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/~^-]{0,199}");

    private Texts() {}

    interface Day {
      LocalDateTime moment(LocalDate date);
    }

    private static Optional<Instant> absolute(String text, Day day) {
      try {
        if (DATE.matcher(text).matches()) {
          return Optional.of(day.moment(LocalDate.parse(text)).toInstant(ZoneOffset.UTC));
        }
        var parts = TIME.matcher(text);
        if (!parts.matches()) {
          return Optional.empty();
        }
        var zone = Optional.ofNullable(parts.group(3)).orElse("Z").replace("UTC", "Z");
        var offset = zone.length() == 5 ? zone.substring(0, 3) + ":" + zone.substring(3) : zone;
        var iso = parts.group(1) + "T" + parts.group(2) + offset.toUpperCase(Locale.ROOT);
        return Optional.of(OffsetDateTime.parse(iso).toInstant());
      } catch (DateTimeException e) {
        throw notOne(text);
      }
    }

    private static Optional<Instant> relative(String text, Instant now) {
      if (text.equals("now")) {
        return Optional.of(now);
      }
      var parts = AGO.matcher(text);
      return parts.matches()
          ? Optional.of(
              now.minus(unit(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1)))))
          : Optional.empty();
    }

    private static Duration unit(String word) {
      return switch (word.replaceFirst("(?<=..)s$", "")) {
        case "s", "second" -> Duration.ofSeconds(1);
        case "m", "minute" -> Duration.ofMinutes(1);
        case "h", "hour" -> Duration.ofHours(1);
        case "d", "day" -> Duration.ofDays(1);
        case "w", "week" -> Duration.ofDays(7);
        case "month" -> Duration.ofDays(30);
        default -> Duration.ofDays(365);
      };
    }

    private static String revision(String text) {
      if (REVISION.matcher(text).matches()) {
        return text;
      }
      throw notOne(text);
    }

    private static Failure notOne(String text) {
      return new Failure(
          Kind.USAGE,
          "neither a time nor a commit: \"%s\"".formatted(text),
          "write a time as 2026-11-25, 2026-11-25T14:30Z, 2h or \"3 days ago\", or a commit's id");
    }
  }
}
