package belay.cli;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import java.util.List;
import picocli.CommandLine.Option;

/// How the answer is printed and how much is said beside it.
final class OutputOptions {
  enum Form {
    text,
    json,
    yaml;

    /// What is made of rows is a table as text already, and may be asked for by that name.
    static Form of(String word) {
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

  enum Color {
    auto,
    always,
    never
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json|yaml",
      description = "The answer's form; scripts should read json.")
  Form form = Form.text;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing but the answer and errors.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Explain decisions; -vv: every exchange, too.")
  boolean[] verbose = {};

  @Option(
      names = "--color",
      paramLabel = "auto|always|never",
      description = "Colour (default: auto, and see NO_COLOR).")
  Color color = Color.auto;

  @Option(names = "--no-progress", description = "Show no progress.")
  boolean noProgress;
}
