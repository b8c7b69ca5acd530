package belay.config;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A span of time in which an environment is not to change.
///
/// @param window when
/// @param zone whose clock the window goes by
/// @param reason for the people whom it stops; may be empty
public record Freeze(Window window, ZoneId zone, String reason) {
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  /// When, on the clock of the zone.
  public sealed interface Window {
    /// From one moment to another, once.
    record Once(LocalDateTime from, LocalDateTime to) implements Window {}

    /// Each week, beginning on these days. Where `to` is not later than `from` it is on the next
    /// day.
    record Weekly(Set<DayOfWeek> days, LocalTime from, LocalTime to) implements Window {
      public Weekly {
        days = Set.copyOf(days);
      }
    }
  }

  /// When this freeze ends, if it holds at a moment.
  public Optional<Instant> until(Instant now) {
    var local = LocalDateTime.ofInstant(now, zone);
    return ends(local).map(end -> end.atZone(zone).toInstant());
  }

  /// The same on the zone's own clock, for people: `2026-11-27 18:00 Europe/Berlin`.
  public String wordsUntil(Instant end) {
    return MINUTE.format(LocalDateTime.ofInstant(end, zone)) + " " + zone;
  }

  private Optional<LocalDateTime> ends(LocalDateTime local) {
    return switch (window) {
      case Window.Once(var from, var to) ->
          local.isBefore(from) || !local.isBefore(to) ? Optional.empty() : Optional.of(to);
      case Window.Weekly weekly ->
          Stream.of(local.toLocalDate(), local.toLocalDate().minusDays(1))
              .filter(day -> weekly.days.contains(day.getDayOfWeek()))
              .filter(day -> !local.isBefore(day.atTime(weekly.from)))
              .map(day -> end(day, weekly))
              .filter(local::isBefore)
              .findFirst();
    };
  }

  private static LocalDateTime end(LocalDate day, Window.Weekly weekly) {
    return weekly.to.isAfter(weekly.from)
        ? day.atTime(weekly.to)
        : day.plusDays(1).atTime(weekly.to);
  }
}
