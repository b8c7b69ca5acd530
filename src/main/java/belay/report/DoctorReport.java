package belay.report;

import belay.deliver.doctor.Check;
import belay.deliver.doctor.Check.Outcome;
import belay.deliver.doctor.Check.Phase;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What was seen on the way to digests.
public final class DoctorReport {
  private DoctorReport() {}

  /// Phase by phase, a line for each thing that was looked at and one for its cure.
  public static String text(List<Check> checks) {
    var text = new StringBuilder();
    for (var phase : Phase.values()) {
      var here = checks.stream().filter(check -> check.phase() == phase).toList();
      if (!here.isEmpty()) {
        text.append("%d %s\n".formatted(phase.number(), phase.title()));
        here.forEach(check -> text.append(lines(check)));
      }
    }
    return text.append(summary(checks)).append('\n').toString();
  }

  private static String lines(Check check) {
    var line = "  %-8s %s\n".formatted(check.outcome(), check.evidence());
    return check.cure().isEmpty()
        ? line
        : line + "           help: %s\n".formatted(check.cure().replace("\n", "\n           "));
  }

  private static String summary(List<Check> checks) {
    return Stream.of(Outcome.FAULT, Outcome.WARNING, Outcome.UNKNOWN, Outcome.OK)
        .map(outcome ->
            "%s: %d"
                .formatted(
                    outcome, checks.stream().filter(check -> check.outcome() == outcome).count()))
        .collect(Collectors.joining(", "));
  }

  /// The same for programs.
  public static Document document(List<Check> checks) {
    return new Document().with("checks", checks.stream().map(DoctorReport::fields).toList());
  }

  private static AnswerFields fields(Check check) {
    return new AnswerFields()
        .with("phase", check.phase().number())
        .with("id", check.id())
        .with("outcome", check.outcome().toString())
        .with("evidence", check.evidence())
        .with("help", check.cure());
  }
}
