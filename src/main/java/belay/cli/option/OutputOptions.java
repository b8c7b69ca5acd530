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
    yaml;

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
    var every = usage.forEveryCommand(this);
    every.option(
        "-o, --output",
        "text|json|yaml",
        "The answer's form; scripts should read json.",
        Binding.of(Form.class, v -> form = v));
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
