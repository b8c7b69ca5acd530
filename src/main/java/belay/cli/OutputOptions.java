package belay.cli;

import picocli.CommandLine.Option;

/// How the answer is printed and how much is said beside it.
final class OutputOptions {
  enum Form {
    text,
    json,
    yaml
  }

  enum Color {
    auto,
    always,
    never
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json|yaml",
      description = "How to print the answer (default: text). Scripts should read json.")
  Form form = Form.text;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing but the answer and errors.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Explain decisions; twice (-vv) also shows every exchange, without secrets.")
  boolean[] verbose = {};

  @Option(
      names = "--color",
      paramLabel = "auto|always|never",
      description = "Colour (default: auto: on a terminal, unless NO_COLOR is set).")
  Color color = Color.auto;

  @Option(names = "--no-progress", description = "Show no progress.")
  boolean noProgress;
}
