package belay.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// When a freeze holds, and until when.
final class FreezeTest {
  private static Gate gate(String lines) {
    var yaml = "environments:\n  - name: staging\n  - name: production\n" + lines.indent(4);
    return Config.parse("belay.yaml", yaml.getBytes(UTF_8)).environment("production").gate();
  }

  private static Freeze freeze(String entry) {
    return gate("freeze:\n  - " + entry).freezes().getFirst();
  }

  private static void holds(String entry, String at, String until) {
    assertEquals(Optional.of(Instant.parse(until)), freeze(entry).until(Instant.parse(at)), at);
  }

  private static void open(String entry, String at) {
    assertEquals(Optional.empty(), freeze(entry).until(Instant.parse(at)), at);
  }

  @Test
  void datesIncludeTheLastDayAndTimesDoNotIncludeTheLastMinute() {
    var christmas = "{from: 2026-12-24, to: 2026-12-26}";
    open(christmas, "2026-12-23T23:59:59Z");
    holds(christmas, "2026-12-24T00:00:00Z", "2026-12-27T00:00:00Z");
    holds(christmas, "2026-12-26T23:59:59Z", "2026-12-27T00:00:00Z");
    open(christmas, "2026-12-27T00:00:00Z");
    var hours = "{from: 2026-12-24T18:00, to: 2026-12-25 06:00}";
    open(hours, "2026-12-24T17:59:59Z");
    holds(hours, "2026-12-25T05:59:59Z", "2026-12-25T06:00:00Z");
    open(hours, "2026-12-25T06:00:00Z");
  }

  @Test
  void theClockIsTheZonesAndKnowsSummer() {
    var evening = "{from: \"18:00\", to: \"22:00\", timezone: Europe/Berlin}";
    holds(evening, "2026-01-15T17:00:00Z", "2026-01-15T21:00:00Z");
    open(evening, "2026-07-15T15:59:59Z");
    holds(evening, "2026-07-15T16:00:00Z", "2026-07-15T20:00:00Z");
    assertEquals(
        "2026-07-15 22:00 Europe/Berlin",
        freeze(evening).wordsUntil(Instant.parse("2026-07-15T20:00:00Z")));
  }

  @Test
  void aWindowMayEndOnTheNextDay() {
    var night = "{days: [friday], from: \"16:00\", to: \"08:00\"}";
    open(night, "2026-11-27T15:59:00Z");
    holds(night, "2026-11-27T16:00:00Z", "2026-11-28T08:00:00Z");
    holds(night, "2026-11-28T07:59:00Z", "2026-11-28T08:00:00Z");
    open(night, "2026-11-28T08:00:00Z");
    open(night, "2026-11-28T17:00:00Z");
  }

  @Test
  void withoutTimesItIsTheWholeDay() {
    var weekend = "{days: [sat, sun], reason: nobody is here}";
    open(weekend, "2026-11-27T23:59:00Z");
    holds(weekend, "2026-11-28T00:00:00Z", "2026-11-29T00:00:00Z");
    holds(weekend, "2026-11-29T12:00:00Z", "2026-11-30T00:00:00Z");
    open(weekend, "2026-11-30T00:00:00Z");
    assertEquals("nobody is here", freeze(weekend).reason());
  }

  @Test
  void allThatAnEnvironmentMayAskFor() {
    var gate =
        gate(
            """
            requirePlatforms: [linux/amd64, linux/arm64]
            requireFrom: staging
            soak: 1d12h30m
            freeze:
              - {days: [fri], from: "16:00"}
            """);
    assertEquals("[linux/amd64, linux/arm64]", gate.requirePlatforms().toString());
    assertEquals(Optional.of("staging"), gate.requireFrom());
    assertEquals(Duration.ofMinutes(36 * 60 + 30), gate.soak());
    assertEquals(1, gate.freezes().size());
    assertEquals(
        List.of(Gate.OPEN, Gate.OPEN),
        List.of(gate(""), Config.recommended().environment("production").gate()));
  }
}
