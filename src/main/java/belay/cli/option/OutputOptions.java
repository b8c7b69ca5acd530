package belay.cli.option;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import java.util.List;

/// How the answer is printed and how much is said beside it.
public final class OutputOptions {
  /// The form of an answer.
  public enum Form {
    text,
    json,
    yaml,
    /// For code scanning (SARIF 2.1.0); of verification alone.
    sarif,
    /// For test reports (JUnit's XML); of verification alone.
    junit;

    /// What is made of rows is a table as text already, and may be asked for by that name.
    public static Form of(String word) {
      return switch (word) {
        case "text", "table" -> text;
        case "json" -> json;
        case "yaml" -> yaml;
        default ->
            throw new Failure(
                Kind.USAGE,
                "no form of output \"%s\"%s"
                    .formatted(word, Suggest.hint(word, List.of("text", "table", "json", "yaml"))),
                "write text, table, json or yaml");
      };
    }

    /// The same of findings, which have more.
    static Form ofFindings(String word) {
      return switch (word) {
        case "text" -> text;
        case "json" -> json;
        case "yaml" -> yaml;
        case "sarif" -> sarif;
        case "junit" -> junit;
        default ->
            throw new Failure(
                Kind.USAGE,
                "no form of output \"%s\"%s"
                    .formatted(
                        word,
                        Suggest.hint(word, List.of("text", "json", "yaml", "sarif", "junit"))),
                "write text, json, yaml, sarif or junit");
      };
    }
  }

  /// When there are colours.
  public enum Color {
    auto,
    always,
    never
  }

  public Form form = Form.text;
  public boolean quiet;
  public boolean[] verbose = {};
  public Color color = Color.auto;
  public boolean noProgress;

  /// Adds them to a command.
  public void declare(Usage usage) {
    declare(usage, "text|json|yaml", Binding.of(Form.class, v -> form = v));
  }

  /// Adds them to a command whose answer is made of findings.
  public void declareForFindings(Usage usage) {
    declare(
        usage,
        "text|json|yaml|sarif|junit",
        Binding.parsed(Form.class, Form::ofFindings, v -> form = v));
  }

  private void declare(Usage usage, String forms, Binding to) {
    var every = usage.forEveryCommand(this);
    every.option("-o, --output", forms, "The answer's form; scripts should read json.", to);
    every.toggle("-q, --quiet", "Say nothing but the answer and errors.", v -> quiet = v);
    every.repeated(
        "-v, --verbose", "Explain decisions; -vv: every exchange, too.", v -> verbose = v);
    every.option(
        "--color",
        "auto|always|never",
        "Colour (default: auto, and see NO_COLOR).",
        Binding.of(Color.class, v -> color = v));
    every.toggle("--no-progress", "Show no progress.", v -> noProgress = v);
  }
}
