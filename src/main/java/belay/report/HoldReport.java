package belay.report;

import belay.deliver.policy.Hold;
import belay.deliver.policy.HoldOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// Holds: which there are, and what came of setting and lifting them.
public final class HoldReport {
  private static final List<String> HEADER =
      List.of("SERVICE", "ENV", "DIGEST", "SINCE", "BY", "REASON");

  private HoldReport() {}

  /// One line per hold.
  ///
  /// @param width the columns that the terminal has; empty where nobody looks at it
  public static String list(List<Hold> holds, OptionalInt width) {
    var rows = holds.stream().map(hold -> row(hold, width)).toList();
    return Columns.titled(HEADER, rows)
        .within(
            width,
            Columns.end(5, 20),
            Columns.end(4, 10),
            Columns.middle(0, 10),
            Columns.end(4, 0),
            Columns.end(3, 10),
            Columns.digits(2, 7),
            Columns.end(1, 6))
        .text();
  }

  private static List<String> row(Hold hold, OptionalInt width) {
    return List.of(
        service(hold),
        environment(hold),
        Abbreviated.on(width).of(hold.digest()),
        hold.at().map(Times::minute).orElse("-"),
        hold.by().map(Abbreviated.on(width)::person).orElse("-"),
        hold.reason().orElse("-"));
  }

  private static String service(Hold hold) {
    return hold.service().orElse("(every service)");
  }

  private static String environment(Hold hold) {
    return hold.environment()
        .map(name -> hold.scope() == Hold.Scope.ENVIRONMENT ? name + " only" : name)
        .orElse("(all)");
  }

  /// The same for programs.
  public static Document document(List<Hold> holds) {
    return new Document().with("holds", holds.stream().map(HoldReport::fields).toList());
  }

  /// One line per hold that was set, then the diffs where they are wanted, then the commit.
  public static String held(HoldOutcome outcome, boolean diff, OptionalInt width) {
    var rows = new ArrayList<>(rows(outcome.holds(), "", width));
    rows.addAll(rows(outcome.already(), "already ", width));
    return text(rows, outcome, "nothing to do: held already\n", diff, width);
  }

  /// One line per hold that was lifted or stays, how the latter is lifted, then the diffs where
  /// they are wanted, then the commit.
  public static String released(HoldOutcome outcome, boolean diff, OptionalInt width) {
    var rows = new ArrayList<>(rows(outcome.holds(), "was ", width));
    var stay = outcome.remaining().stream().map(HoldOutcome.Remaining::hold).toList();
    rows.addAll(rows(stay, "still ", width));
    return text(rows, outcome, nothingReleased(outcome, width), diff, width)
        + (outcome.holds().isEmpty() ? "" : lifting(outcome, width));
  }

  private static String nothingReleased(HoldOutcome outcome, OptionalInt width) {
    return outcome.remaining().isEmpty()
        ? "nothing to do: not held\n"
        : "nothing to do: " + lifting(outcome, width);
  }

  /// How what stays is lifted, a line for each command.
  private static String lifting(HoldOutcome outcome, OptionalInt width) {
    return outcome.remaining().stream()
        .map(hold -> "held %s; to lift it: %s".formatted(extent(hold.hold()), hold.release()))
        .distinct()
        .map(line -> Glyphs.wrap(line, width) + "\n")
        .collect(Collectors.joining());
  }

  /// Where and for which services a hold is in force.
  private static String extent(Hold hold) {
    var services = hold.service().isPresent() ? "" : "for every service ";
    return hold.scope() == Hold.Scope.ENVIRONMENT
        ? services + "in %s only".formatted(hold.environment().orElseThrow())
        : services
            + "in all environments"
            + hold.environment().map(" since it was held in "::concat).orElse("");
  }

  private static List<List<String>> rows(List<Hold> holds, String before, OptionalInt width) {
    return holds.stream()
        .map(hold ->
            List.of(service(hold), Abbreviated.on(width).of(hold.digest()), before + hold.words()))
        .toList();
  }

  private static String text(
      List<List<String>> rows,
      HoldOutcome outcome,
      String nothing,
      boolean diff,
      OptionalInt width) {
    var text =
        new StringBuilder(
            Columns.of(rows)
                .within(width, Columns.end(2, 30), Columns.middle(0, 10), Columns.end(2, 10))
                .text());
    if (diff) {
      outcome.diffs().forEach(text::append);
    }
    if (outcome.holds().isEmpty()) {
      return text.append(nothing).toString();
    }
    outcome
        .landed()
        .ifPresent(
            landed -> text.append(Glyphs.wrap(DeployReport.landed(landed), width)).append('\n'));
    return text.toString();
  }

  /// The same for programs.
  ///
  /// @param verb what happened to the holds: `held`, `released`
  public static Document document(String verb, HoldOutcome outcome, boolean diff) {
    var word =
        outcome.landed().isPresent() ? "committed" : outcome.planned() ? "planned" : "unchanged";
    return new Document()
        .with("outcome", word)
        .with(verb, fields(outcome.holds()))
        .with("already", some(fields(outcome.already())))
        .with("remaining", some(remaining(outcome)))
        .with("diffs", Optional.of(outcome.diffs()).filter(_ -> diff))
        .with("commit", outcome.landed().map(DeployReport::fields));
  }

  private static List<AnswerFields> fields(List<Hold> holds) {
    return holds.stream().map(HoldReport::fields).toList();
  }

  private static Optional<List<AnswerFields>> some(List<AnswerFields> fields) {
    return Optional.of(fields).filter(all -> !all.isEmpty());
  }

  private static List<AnswerFields> remaining(HoldOutcome outcome) {
    return outcome.remaining().stream()
        .map(one -> fields(one.hold()).with("release", one.release()))
        .toList();
  }

  static AnswerFields fields(Hold hold) {
    return new AnswerFields()
        .with("digest", hold.digest().toString())
        .with("service", hold.service())
        .with("environment", hold.environment())
        .with("scope", hold.scope().toString())
        .with("by", hold.by())
        .with("at", hold.at().map(Instant::toString))
        .with("reason", hold.reason());
  }
}
