package belay.cli;

import belay.cli.command.CliCommand;
import belay.cli.option.Durations;
import belay.cli.option.OutputOptions;
import belay.cli.option.Usage;
import belay.failure.Failure;
import belay.failure.InWords;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.host.Host;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// picocli, set up our way: flags from `BELAY_<FLAG>`, and parse errors as failures with a cure.
final class Arguments {
  /// Asked for each time, or found in another order than the other flags.
  private static final Set<String> NEVER_FROM_ENVIRONMENT = Set.of("--yes", "--repo");

  /// picocli's words for a value that is none of a few words.
  private static final Pattern ONE_OF =
      Pattern.compile(
          "(?s)Invalid value for option '(--[a-z-]+)'.*: expected one of \\[(.*)\\]"
              + " \\(case-(?:in)?sensitive\\) but was '(.*)'");

  private Arguments() {}

  /// What a command takes.
  static CommandSpec spec(CliCommand command) {
    var usage = Usage.empty();
    command.declare(usage);
    return usage.spec();
  }

  static CommandLine parser(Host host, CliCommand command) {
    var line = new CommandLine(spec(command));
    line.registerConverter(Duration.class, Durations::parse);
    line.registerConverter(OutputOptions.Form.class, OutputOptions.Form::of);
    line.setCaseInsensitiveEnumValuesAllowed(false);
    line.setDefaultValueProvider(arg -> fromEnvironment(host, arg));
    return line;
  }

  private static @Nullable String fromEnvironment(Host host, ArgSpec arg) {
    if (arg instanceof OptionSpec option && hasVariable(option)) {
      return host.env(variable(option))
          .map(value -> option.arity().max() == 0 ? yesOrNo(value) : value)
          .orElse(null);
    }
    return null;
  }

  /// CI systems and people write switches as 1 and 0, too.
  private static String yesOrNo(String value) {
    return switch (value) {
      case "1" -> "true";
      case "0" -> "false";
      default -> value;
    };
  }

  static boolean hasVariable(OptionSpec option) {
    return !NEVER_FROM_ENVIRONMENT.contains(option.longestName());
  }

  /// `--dry-run` may be set as `BELAY_DRY_RUN`.
  static String variable(OptionSpec option) {
    return "BELAY_" + option.longestName().substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /// How errors are to be printed, from the raw arguments: parsing them may be what fails.
  static OutputOptions outputOf(Host host, String... arguments) {
    var options = new OutputOptions();
    if (host.env("BELAY_OUTPUT").filter("json"::equals).isPresent()) {
      options.form = OutputOptions.Form.json;
    }
    for (var i = 0; i < arguments.length; i++) {
      var next = i + 1 < arguments.length ? arguments[i + 1] : "";
      switch (arguments[i]) {
        case "-ojson", "-o=json", "--output=json" -> options.form = OutputOptions.Form.json;
        case "-o", "--output" -> options.form = errorForm(next);
        case "-v", "-vv", "--verbose" -> options.verbose = new boolean[] {true};
        case "--color=never" -> options.color = OutputOptions.Color.never;
        case "--color=always" -> options.color = OutputOptions.Color.always;
        default -> {
          if (arguments[i].startsWith("-o") || arguments[i].startsWith("--output=")) {
            options.form = OutputOptions.Form.text;
          }
        }
      }
    }
    return options;
  }

  /// Only programs that asked for JSON read errors as JSON.
  private static OutputOptions.Form errorForm(String form) {
    return form.equals("json") ? OutputOptions.Form.json : OutputOptions.Form.text;
  }

  /// Refuses a flag that does not exist before anything else is said: a required flag that is
  /// missing is often one that was mistyped.
  static void requireKnownFlags(CommandLine line, String command, List<String> arguments) {
    var known = Help.flags(line);
    for (var word : arguments) {
      if (word.equals("--")) {
        return;
      }
      var equals = word.indexOf('=');
      var name = equals < 0 ? word : word.substring(0, equals);
      if (name.startsWith("--") && !known.contains(name)) {
        throw unmatched(word, line, help(command));
      }
    }
  }

  /// What went wrong with the arguments, and what to type instead.
  static Failure explain(CommandLine.ParameterException e, String command) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof Failure failure) {
        return failure;
      }
    }
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      return unmatched(unmatched.getUnmatched().getFirst(), e.getCommandLine(), help(command));
    }
    var text = InWords.of(e).lines().findFirst().orElse("");
    var choice = ONE_OF.matcher(text);
    return choice.matches()
        ? noSuchWord(choice)
        : new Failure(Kind.USAGE, lower(text), help(command));
  }

  private static Failure noSuchWord(Matcher choice) {
    var known = List.of(choice.group(2).split(", "));
    var typed = choice.group(3);
    return new Failure(
        Kind.USAGE,
        "no such %s: \"%s\"%s".formatted(choice.group(1), typed, Suggest.hint(typed, known)),
        "write one of " + String.join(", ", known));
  }

  private static String help(String command) {
    return "belay help %s shows the flags and examples".formatted(command);
  }

  private static Failure unmatched(String word, CommandLine line, String help) {
    var flag = word.startsWith("-");
    var name = flag && word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    List<String> known = flag ? Help.flags(line) : List.of();
    return new Failure(
        Kind.USAGE,
        "%s: \"%s\"%s"
            .formatted(
                flag ? "no such flag" : "one argument too many", name, Suggest.hint(name, known)),
        help);
  }

  private static String lower(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
