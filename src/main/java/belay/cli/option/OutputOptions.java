package belay.cli.option;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import java.util.List;
import picocli.CommandLine.Option;

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

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json|yaml",
      description = "The answer's form; scripts should read json.")
  public Form form = Form.text;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing but the answer and errors.")
  public boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Explain decisions; -vv: every exchange, too.")
  public boolean[] verbose = {};

  @Option(
      names = "--color",
      paramLabel = "auto|always|never",
      description = "Colour (default: auto, and see NO_COLOR).")
  public Color color = Color.auto;

  @Option(names = "--no-progress", description = "Show no progress.")
  public boolean noProgress;
}
