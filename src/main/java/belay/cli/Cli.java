package belay.cli;

import belay.cli.option.OutputOptions;
import belay.cli.terminal.Session;
import belay.cli.terminal.Terminal;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.host.AnswerStream;
import belay.host.Host;
import belay.host.Interrupts;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/// From arguments to an exit code. Nothing here ends the process: tests and the demo call it, too.
public final class Cli {
  private static final Set<String> ASKING =
      Set.of("push", "digest", "deploy", "promote", "rollback", "add", "demo");

  private Cli() {}

  /// Runs one command.
  ///
  /// @param arguments as typed, without the program's name
  /// @return the exit code, as `belay help exit-codes` lists them
  public static int run(Host host, String... arguments) {
    var output = Arguments.outputOf(host, arguments);
    Interrupts.nothingStands();
    try {
      var code = dispatch(host, List.of(arguments));
      requireArrived(host);
      return code;
    } catch (Failure failure) {
      Interrupts.requireNone();
      return ErrorReport.print(host, output, failure);
    } catch (RuntimeException | Error bug) {
      Interrupts.requireNone();
      return ErrorReport.bug(host, output, bug);
    } finally {
      host.streams().out().flush();
      host.streams().err().flush();
    }
  }

  /// Whether a command asks a registry, as far as its name tells; git does its own TLS.
  public static boolean asksRegistry(String... arguments) {
    return arguments.length > 0 && ASKING.contains(arguments[0]);
  }

  /// Says that a command was interrupted, in the form that it was asked for.
  public static void interrupted(Host host, Interrupts.Standing standing, String... arguments) {
    ErrorReport.interrupted(host, Arguments.outputOf(host, arguments), standing);
  }

  /// Whoever reads the exit code must not take half an answer for a whole one.
  static void requireArrived(Host host) {
    if (host.streams().out() instanceof AnswerStream out && out.lost().isPresent()) {
      throw new Failure(
          Kind.BUG,
          "the answer could not be written to standard output",
          "check where it goes: a full disk?",
          out.lost().get());
    }
  }

  private static int dispatch(Host host, List<String> arguments) {
    if (arguments.isEmpty()) {
      host.streams().out().print(Help.overview());
      return 0;
    }
    var first = arguments.getFirst();
    var rest = arguments.subList(1, arguments.size());
    return switch (first) {
      case "-h", "--help" -> run(host, "help", List.of());
      case "-V", "--version" -> run(host, "version", List.of());
      case Completion.WORD -> Completion.complete(host, rest);
      default -> run(host, first, rest);
    };
  }

  private static int run(Host host, String name, List<String> arguments) {
    var entry = Catalog.find(name).orElseThrow(() -> unknown(name));
    var task = entry.make().get();
    var line = Arguments.parser(host, task);
    if (arguments.stream().takeWhile(a -> !a.equals("--")).anyMatch(Cli::asksForHelp)) {
      host.streams().out().print(Help.of(entry, line));
      return 0;
    }
    parse(line, name, arguments);
    return task.run(new Session(host, new Terminal(host, output(line))));
  }

  /// How much a command says and in which form, from its flags.
  private static OutputOptions output(CommandLine line) {
    var option = line.getCommandSpec().findOption("--output");
    return option != null && option.userObject() instanceof OutputOptions output
        ? output
        : new OutputOptions();
  }

  private static boolean asksForHelp(String argument) {
    return argument.equals("-h") || argument.equals("--help");
  }

  private static void parse(CommandLine line, String name, List<String> arguments) {
    Arguments.requireKnownFlags(line, name, arguments);
    try {
      line.parseArgs(arguments.toArray(String[]::new));
    } catch (CommandLine.ParameterException e) {
      throw Arguments.explain(e, name);
    }
    Values.check(line);
  }

  private static Failure unknown(String name) {
    if (name.startsWith("-")) {
      return new Failure(
          Kind.USAGE,
          "no command before \"%s\"".formatted(name),
          "write the command first and its flags after it: belay COMMAND %s".formatted(name));
    }
    return new Failure(
        Kind.USAGE,
        "no such command: \"%s\"%s".formatted(name, Suggest.hint(name, Catalog.names())),
        "belay help lists the commands");
  }
}
