package belay.report;

import belay.deliver.model.Outcome;
import belay.deliver.model.Pin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What came of a deployment, a promotion or a rollback, for people and for programs.
public final class DeployReport {
  private DeployReport() {}

  /// One line per image, then the diffs where they are wanted, then the commit.
  ///
  /// @param width the columns that the terminal has; empty where nobody looks at it
  public static String text(Outcome outcome, boolean diff, OptionalInt width) {
    return pins(outcome.pins(), width) + end(outcome, diff, width);
  }

  /// What comes behind the images: the diffs, then the commit.
  static String end(Outcome outcome, boolean diff, OptionalInt width) {
    var text = new StringBuilder();
    switch (outcome) {
      case Outcome.Unchanged _ ->
          text.append(
              outcome.pins().isEmpty() ? "nothing to do\n" : "nothing to do: already deployed\n");
      case Outcome.Planned planned -> diffs(text, planned.diffs(), diff);
      case Outcome.Committed committed -> {
        diffs(text, committed.diffs(), diff);
        text.append(Glyphs.wrap(landed(committed.landed()), width)).append('\n');
      }
      case Outcome.Proposed proposed -> {
        diffs(text, proposed.diffs(), diff);
        requested(proposed.request())
            .lines()
            .forEach(line -> text.append(Glyphs.wrap(line, width)).append('\n'));
      }
    }
    return text.toString();
  }

  private static String pins(List<Pin> pins, OptionalInt width) {
    var abbreviated = Abbreviated.on(width);
    var rows =
        pins.stream()
            .map(pin -> List.of(pin.name(), change(pin, abbreviated), pin.file()))
            .toList();
    return Columns.of(rows)
        .within(
            width,
            Columns.middle(2, 24),
            Columns.middle(0, 12),
            Columns.middle(2, 0),
            Columns.middle(1, 18))
        .text();
  }

  /// The same for programs.
  public static Document document(Outcome outcome, boolean diff) {
    var document =
        new Document()
            .with("outcome", outcomeName(outcome))
            .with("images", outcome.pins().stream().map(DeployReport::fields).toList());
    return switch (outcome) {
      case Outcome.Unchanged _ -> document;
      case Outcome.Planned planned -> withDiffs(document, planned.diffs(), diff);
      case Outcome.Committed committed ->
          withDiffs(document, committed.diffs(), diff).with("commit", fields(committed.landed()));
      case Outcome.Proposed proposed ->
          withDiffs(document, proposed.diffs(), diff).with("request", fields(proposed.request()));
    };
  }

  private static String outcomeName(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Unchanged _ -> "unchanged";
      case Outcome.Planned _ -> "planned";
      case Outcome.Committed _ -> "committed";
      case Outcome.Proposed _ -> "proposed";
    };
  }

  private static String change(Pin pin, Abbreviated abbreviated) {
    return pin.changed()
        ? abbreviated.change(pin.previous(), Optional.of(pin.now().toString()))
        : abbreviated.of(pin.now().digest()) + " (as before)";
  }

  private static String requested(Outcome.Request request) {
    var pushed = "branch %s for %s is pushed".formatted(request.branch(), request.base());
    return switch (request.state()) {
      case OPENED -> "%s, request opened: %s".formatted(pushed, request.url());
      case UPDATED -> "%s, request updated: %s".formatted(pushed, request.url());
      case TO_OPEN ->
          request.url().isEmpty()
              ? "%s; no request was opened: %s".formatted(pushed, request.why())
              : "%s; no request was opened: %s\nopen it: %s"
                  .formatted(pushed, request.why(), request.url());
    };
  }

  static String landed(Outcome.Landed landed) {
    var text =
        "commit %s on %s%s"
            .formatted(landed.commit(), landed.branch(), landed.pushed() ? ", pushed" : "");
    return landed.attempts() > 1
        ? text + " at the %s try: others pushed meanwhile".formatted(ordinal(landed.attempts()))
        : text;
  }

  private static String ordinal(int number) {
    var tens = number % 100;
    var suffix =
        tens >= 11 && tens <= 13
            ? "th"
            : switch (number % 10) {
              case 1 -> "st";
              case 2 -> "nd";
              case 3 -> "rd";
              default -> "th";
            };
    return number + suffix;
  }

  private static void diffs(StringBuilder text, List<String> diffs, boolean wanted) {
    if (wanted) {
      diffs.forEach(text::append);
    }
  }

  private static Document withDiffs(Document document, List<String> diffs, boolean wanted) {
    return wanted ? document.with("diffs", new ArrayList<>(diffs)) : document;
  }

  private static Map<String, Object> fields(Pin pin) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("service", pin.service());
    fields.put("image", pin.image());
    fields.put("environment", pin.environment());
    fields.put("file", pin.file());
    fields.put("repository", pin.now().repository().toString());
    fields.put("digest", pin.now().digest().toString());
    pin.previous().ifPresent(previous -> fields.put("previous", previous));
    fields.put("changed", pin.changed());
    return fields;
  }

  private static Map<String, Object> fields(Outcome.Request request) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("state", request.state().toString());
    fields.put("branch", request.branch());
    fields.put("base", request.base());
    fields.put("commit", request.commit());
    if (!request.url().isEmpty()) {
      fields.put("url", request.url());
    }
    if (!request.why().isEmpty()) {
      fields.put("reason", request.why());
    }
    return fields;
  }

  static Map<String, Object> fields(Outcome.Landed landed) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", landed.commit());
    fields.put("branch", landed.branch());
    fields.put("pushed", landed.pushed());
    fields.put("attempts", landed.attempts());
    fields.put("notes", landed.notes());
    return fields;
  }
}
