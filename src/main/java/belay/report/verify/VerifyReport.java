package belay.report.verify;

import belay.config.verify.Rule;
import belay.config.verify.Severity;
import belay.deliver.verify.VerifyRequest.Layer;
import belay.deliver.verify.VerifyResult;
import belay.deliver.verify.finding.Finding;
import belay.deliver.verify.finding.Occurrence;
import belay.report.Amount;
import belay.report.AnswerFields;
import belay.report.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What verification found, for people and for programs.
public final class VerifyReport {
  private static final int MOST_SHOWN = 4;

  private VerifyReport() {}

  /// Violations first, then one line about all.
  public static String text(VerifyResult result) {
    var text = new StringBuilder();
    result.findings().forEach(finding -> text.append(paragraph(finding)));
    result.fixed().forEach(file -> text.append("mended ").append(file).append('\n'));
    result.skipped().forEach(what -> text.append("skipped ").append(what).append('\n'));
    return text.append(summary(result)).append('\n').toString();
  }

  private static String paragraph(Finding finding) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s %s: %s%s"
            .formatted(finding.severity(), finding.rule(), finding.place(), subject(finding)));
    lines.add(finding.message());
    finding.shown().stream().limit(MOST_SHOWN).map(VerifyReport::shown).forEach(lines::add);
    if (finding.shown().size() > MOST_SHOWN) {
      lines.add("and in %d more".formatted(finding.shown().size() - MOST_SHOWN));
    }
    if (!finding.help().isEmpty()) {
      lines.add("help: " + finding.help());
    }
    return String.join("\n  ", lines) + "\n";
  }

  private static String subject(Finding finding) {
    List<String> parts = new ArrayList<>();
    if (!finding.services().isEmpty()) {
      parts.add(String.join(", ", finding.services()));
    }
    if (finding.services().isEmpty() && finding.shown().isEmpty()) {
      parts.addAll(finding.applications());
    }
    if (!finding.environments().isEmpty()) {
      parts.add("in " + String.join(", ", finding.environments()));
    }
    return parts.isEmpty() ? "" : ", " + String.join(" ", parts);
  }

  private static String shown(Occurrence image) {
    return "shown in %s%s of %s: %s"
        .formatted(
            image.resource(),
            image.container().isEmpty() ? "" : ", container " + image.container(),
            image.application(),
            image.reference().isEmpty() ? "no image" : image.reference());
  }

  private static String summary(VerifyResult result) {
    var checked = result.checked();
    var violations = result.of(Severity.VIOLATION).size();
    var warnings = result.of(Severity.WARNING).size();
    List<String> looked = new ArrayList<>();
    looked.add(Amount.of(checked.files().size(), "values file"));
    if (result.layers().contains(Layer.RENDERED)) {
      looked.add(Amount.of(checked.applications().size(), "Application"));
      looked.add(Amount.of(checked.images(), "image"));
    }
    if (result.layers().contains(Layer.REGISTRY)) {
      looked.add(Amount.of(checked.digests(), "digest") + " asked of registries");
    }
    return "%s: %s: %s%s"
        .formatted(
            result.state(),
            String.join(", ", looked),
            violations == 0 ? "nothing but digests" : Amount.of(violations, "violation"),
            warnings == 0 ? "" : ", " + Amount.of(warnings, "warning"));
  }

  /// The same for programs.
  public static Document document(VerifyResult result) {
    return new Document()
        .with("state", result.state())
        .with("findings", result.findings().stream().map(VerifyReport::fields).toList())
        .with("checked", checked(result))
        .with("skipped", result.skipped())
        .with("fixed", result.fixed());
  }

  private static AnswerFields checked(VerifyResult result) {
    var checked = result.checked();
    return new AnswerFields()
        .with("files", checked.files().size())
        .with("applications", checked.applications().size())
        .with("images", checked.images())
        .with("digests", checked.digests());
  }

  private static AnswerFields fields(Finding finding) {
    var first = finding.shown().stream().findFirst();
    return new AnswerFields()
        .with("rule", finding.rule().toString())
        .with("severity", finding.severity().toString())
        .with("file", finding.place().file())
        .with("line", finding.place().line())
        .with("column", finding.place().column())
        .with("environment", String.join(", ", finding.environments()))
        .with("service", String.join(", ", finding.services()))
        .with("application", String.join(", ", finding.applications()))
        .with("resource", first.map(Occurrence::resource).orElse(""))
        .with("container", first.map(Occurrence::container).orElse(""))
        .with("message", finding.message())
        .with("help", finding.help())
        .with("environments", finding.environments())
        .with("services", finding.services())
        .with("applications", finding.applications())
        .with("shown", finding.shown().stream().map(VerifyReport::fields).toList());
  }

  private static AnswerFields fields(Occurrence image) {
    return new AnswerFields()
        .with("application", image.application())
        .with("namespace", image.namespace())
        .with("resource", image.resource())
        .with("container", image.container())
        .with("image", image.reference());
  }

  /// Every rule with its own weight, for who writes `verify.rules`.
  public static String rules() {
    return Arrays.stream(Rule.values())
        .map(rule -> "%-25s %-10s %s%n".formatted(rule, rule.severity(), rule.about()))
        .collect(Collectors.joining());
  }
}
