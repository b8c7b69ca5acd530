package belay.report.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.config.verify.Rule;
import belay.config.verify.Severity;
import belay.deliver.verify.VerifyResult;
import belay.deliver.verify.finding.Finding;
import belay.image.Digest;
import belay.report.AnswerFields;
import belay.report.Document;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;

/// Findings for code scanning: SARIF 2.1.0 (OASIS), as GitHub shows it beside the line.
public final class SarifReport {
  private static final String ROOT = "%SRCROOT%";

  private SarifReport() {}

  /// One run of one tool.
  ///
  /// @param version of Belay
  public static String of(VerifyResult result, String version) {
    var rules = List.of(Rule.values());
    var run =
        new AnswerFields()
            .with("tool", new AnswerFields().with("driver", driver(rules, version)))
            .with("columnKind", "unicodeCodePoints")
            .with(
                "results",
                result.findings().stream().map(finding -> fields(finding, rules)).toList());
    return Document.json(
        new AnswerFields()
            .with("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
            .with("version", "2.1.0")
            .with("runs", List.of(run)));
  }

  private static AnswerFields driver(List<Rule> rules, String version) {
    return new AnswerFields()
        .with("name", "belay")
        .with("version", version)
        .with("rules", rules.stream().map(SarifReport::fields).toList());
  }

  private static AnswerFields fields(Rule rule) {
    return new AnswerFields()
        .with("id", rule.toString())
        .with("name", name(rule))
        .with("shortDescription", new AnswerFields().with("text", rule.about()))
        .with("defaultConfiguration", new AnswerFields().with("level", level(rule.severity())));
  }

  /// `ValuesTag`.
  private static String name(Rule rule) {
    var name = new StringBuilder();
    Arrays.stream(rule.toString().split("-"))
        .forEach(
            word -> name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1)));
    return name.toString();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case VIOLATION -> "error";
      case WARNING -> "warning";
      case OFF -> "none";
    };
  }

  private static AnswerFields fields(Finding finding, List<Rule> rules) {
    return new AnswerFields()
        .with("ruleId", finding.rule().toString())
        .with("ruleIndex", rules.indexOf(finding.rule()))
        .with("level", level(finding.severity()))
        .with("message", new AnswerFields().with("text", message(finding)))
        .with("locations", List.of(new AnswerFields().with("physicalLocation", place(finding))))
        .with("partialFingerprints", new AnswerFields().with("belay/v1", fingerprint(finding)));
  }

  private static String message(Finding finding) {
    var help = finding.help().isEmpty() ? "" : " Help: %s.".formatted(finding.help());
    var where =
        finding.environments().isEmpty()
            ? ""
            : " (%s)".formatted(String.join(", ", finding.environments()));
    return "%s%s.%s".formatted(finding.message(), where, help);
  }

  private static AnswerFields place(Finding finding) {
    return new AnswerFields()
        .with(
            "artifactLocation",
            new AnswerFields().with("uri", uri(finding.place().file())).with("uriBaseId", ROOT))
        .with(
            "region",
            new AnswerFields()
                .with("startLine", finding.place().line())
                .with("startColumn", finding.place().column()));
  }

  /// The path as a relative URI: blanks and the like are escaped.
  private static String uri(String path) {
    try {
      return new URI(null, null, path, null).getRawPath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(path, e);
    }
  }

  /// The same for the same cause after lines have moved.
  private static String fingerprint(Finding finding) {
    var cause =
        String.join(
            "\0",
            finding.rule().toString(),
            finding.place().file(),
            String.join(",", finding.services()),
            finding.message());
    return Digest.of(cause.getBytes(UTF_8)).hex();
  }
}
