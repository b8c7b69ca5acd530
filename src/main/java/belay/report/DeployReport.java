package belay.report;

import belay.deliver.model.Outcome;
import belay.deliver.model.Pin;
import java.util.List;
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
      case Outcome.Planned planned -> document.with("diffs", shown(planned.diffs(), diff));
      case Outcome.Committed committed ->
          document
              .with("diffs", shown(committed.diffs(), diff))
              .with("commit", fields(committed.landed()));
      case Outcome.Proposed proposed ->
          document
              .with("diffs", shown(proposed.diffs(), diff))
              .with("request", fields(proposed.request()));
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
    shown(diffs, wanted).ifPresent(all -> all.forEach(text::append));
  }

  private static Optional<List<String>> shown(List<String> diffs, boolean wanted) {
    return Optional.of(diffs).filter(_ -> wanted);
  }

  private static AnswerFields fields(Pin pin) {
    return new AnswerFields()
        .with("service", pin.service())
        .with("image", pin.image())
        .with("environment", pin.environment())
        .with("file", pin.file())
        .with("repository", pin.now().repository().toString())
        .with("digest", pin.now().digest().toString())
        .with("previous", pin.previous())
        .with("changed", pin.changed());
  }

  private static AnswerFields fields(Outcome.Request request) {
    return new AnswerFields()
        .with("state", request.state().toString())
        .with("branch", request.branch())
        .with("base", request.base())
        .with("commit", request.commit())
        .with("url", some(request.url()))
        .with("reason", some(request.why()));
  }

  private static Optional<String> some(String text) {
    return Optional.of(text).filter(said -> !said.isEmpty());
  }

  static AnswerFields fields(Outcome.Landed landed) {
    return new AnswerFields()
        .with("id", landed.commit())
        .with("branch", landed.branch())
        .with("pushed", landed.pushed())
        .with("attempts", landed.attempts())
        .with("notes", landed.notes());
  }
}
