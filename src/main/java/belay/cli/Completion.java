package belay.cli;

import belay.deliver.CompletionNames;
import belay.host.Host;
import belay.policy.PolicyEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Answers the shells' question what could stand here. The scripts of `belay completion` ask it
/// with the words typed so far, the last of which is being completed; it never fails and says
/// nothing on standard error.
final class Completion {
  /// The hidden command that the scripts call.
  static final String WORD = "__complete";

  private static final List<String> TOPICS = List.of("environment", "exit-codes");
  private static final List<String> SWITCHES = List.of("on", "off", "show");
  private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  private Completion() {}

  /// Prints the candidates, one a line; none where a file name is what fits.
  static int complete(Host host, List<String> words) {
    var split = Split.of(words);
    var typed = split.words.isEmpty() ? "" : split.words.getLast();
    try {
      candidates(host, split.words)
          .filter(candidate -> candidate.startsWith(typed))
          .distinct()
          .map(split.prefix::concat)
          .forEach(host.streams().out()::println);
    } catch (RuntimeException e) {
      // A shell that completes is no place for errors: the command itself will tell.
      return 0;
    }
    return 0;
  }

  /// `--env=st` is the flag and its value. bash gives it as three words and wants the value alone,
  /// the other shells as one and want the whole.
  private record Split(List<String> words, String prefix) {
    static Split of(List<String> typed) {
      List<String> words = new ArrayList<>(typed);
      if (words.size() > 1 && words.getLast().equals("=")) {
        words.add("");
      }
      if (words.size() > 2 && words.get(words.size() - 2).equals("=")) {
        words.remove(words.size() - 2);
        return new Split(words, "");
      }
      var last = words.isEmpty() ? "" : words.getLast();
      var equals = last.indexOf('=');
      if (!last.startsWith("-") || equals < 0) {
        return new Split(words, "");
      }
      words.set(words.size() - 1, last.substring(0, equals));
      words.add(last.substring(equals + 1));
      return new Split(words, last.substring(0, equals + 1));
    }
  }

  private static Stream<String> candidates(Host host, List<String> words) {
    if (words.size() <= 1) {
      return Catalog.names().stream();
    }
    var entry = Catalog.find(words.getFirst());
    if (entry.isEmpty()) {
      return Stream.empty();
    }
    var spec = Arguments.parser(host, entry.get().make().get()).getCommandSpec();
    var before = words.get(words.size() - 2);
    var option = option(spec, before);
    if (option != null && option.arity().max() > 0) {
      return values(host, option);
    }
    return words.getLast().startsWith("-")
        ? flags(spec)
        : arguments(host, entry.get().name(), words);
  }

  private static @Nullable OptionSpec option(CommandSpec spec, String word) {
    return word.startsWith("-") ? spec.findOption(word) : null;
  }

  private static Stream<String> flags(CommandSpec spec) {
    return Stream.concat(spec.options().stream().map(OptionSpec::longestName), Stream.of("--help"));
  }

  private static Stream<String> values(Host host, OptionSpec option) {
    var label = option.paramLabel();
    if (label.equals("ENV")) {
      return CompletionNames.environments(host).stream();
    }
    var closed = label.equals(label.toLowerCase(Locale.ROOT)) && label.contains("|");
    return closed ? Arrays.stream(label.split("\\|")) : Stream.empty();
  }

  private static Stream<String> arguments(Host host, String command, List<String> words) {
    return switch (command) {
      case "deploy", "promote", "rollback", "hold", "release", "sync", "status", "history" ->
          CompletionNames.services(host, environment(words)).stream();
      case "autosync" -> switched(host, words);
      case "help" -> Stream.concat(Catalog.names().stream(), TOPICS.stream());
      case "completion" -> SHELLS.stream();
      case "policy" -> PolicyEngine.names().stream();
      default -> Stream.empty();
    };
  }

  /// What to do, then the environment, then its services.
  private static Stream<String> switched(Host host, List<String> words) {
    var plain = words.stream().skip(1).filter(word -> !word.startsWith("-")).toList();
    return switch (plain.size()) {
      case 0, 1 -> SWITCHES.stream();
      case 2 -> CompletionNames.environments(host).stream();
      default -> CompletionNames.services(host, plain.get(1)).stream();
    };
  }

  /// The environment named among the words; empty where none is.
  private static String environment(List<String> words) {
    for (var i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).equals("--env") || words.get(i).equals("-e")) {
        return words.get(i + 1);
      }
    }
    return "";
  }
}
