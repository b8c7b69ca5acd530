package belay.cli;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Secrets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Looks at what all flags and arguments of a command hold, also those that variables set, before
/// it begins: no credentials in addresses, no trailers in texts that go into commits. Only the
/// variable of `--repo` may hold a login before the host, as a remote of git's does: variables are
/// no arguments, which every process may read.
final class Values {
  private static final Set<String> TEXTS = Set.of("--message", "--reason", "--override");

  /// What would read as a trailer that Belay wrote.
  private static final Pattern TRAILER = Pattern.compile("(?i)(?:^|\\R)\\h*Belay-[\\w-]*\\h*[:=]");

  private Values() {}

  static void check(CommandLine line) {
    for (var arg : line.getCommandSpec().args()) {
      var typed = arg.originalStringValues();
      typed.forEach(value -> check(arg, value, false));
      if (typed.isEmpty()) {
        usual(line, arg).forEach(value -> check(arg, value, name(arg).equals("--repo")));
      }
    }
  }

  /// What a variable says is a default to the parser.
  private static List<String> usual(CommandLine line, ArgSpec arg) {
    try {
      var value = line.getDefaultValueProvider().defaultValue(arg);
      return value == null ? List.of() : List.of(value);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }

  private static void check(ArgSpec arg, String value, boolean login) {
    var name = name(arg);
    if (TEXTS.contains(name)) {
      requireNoTrailer(name, value);
      return;
    }
    var address = arg.isOption() ? value : value.substring(value.indexOf('=') + 1);
    if (Secrets.inAddress(address) && !(login && value.contains("://"))) {
      throw Secrets.refused(name);
    }
  }

  private static void requireNoTrailer(String name, String text) {
    if (TRAILER.matcher(text).find()) {
      throw new Failure(
          Kind.USAGE,
          "a line of %s begins with Belay-, as only Belay's own trailers do".formatted(name),
          "write it in other words: what happened stands in the trailers already");
    }
  }
}
