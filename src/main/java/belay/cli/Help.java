package belay.cli;

import belay.cli.option.Usage;
import belay.failure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// Every help text: all of them are made from the catalogue, the flags and the exit codes
/// themselves, so that they cannot drift.
final class Help {
  private static final int NAME_WIDTH = 12;
  private static final int WIDTH = 80;

  private Help() {}

  /// `belay help`.
  static String overview() {
    var text = new StringBuilder();
    text.append("belay delivers container images to Kubernetes through Git and Argo CD,\n");
    text.append("by digest and nothing else.\n\nUsage: belay COMMAND [FLAGS]\n");
    var section = "";
    for (var entry : Catalog.ALL) {
      if (!entry.section().equals(section)) {
        section = entry.section();
        text.append('\n').append(section).append(":\n");
      }
      text.append("  ").append(pad(entry.name(), NAME_WIDTH)).append(entry.summary()).append('\n');
    }
    text.append(
        """

        belay help COMMAND      flags and examples of a command
        belay help exit-codes   what the exit codes mean
        belay help environment  the variables that Belay reads
        """);
    return text.toString();
  }

  /// `belay COMMAND --help`.
  static String of(Catalog.Entry entry, CommandLine line) {
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpLongOptionsMaxWidth(30);
    var spec = line.getCommandSpec();
    spec.name(entry.name());
    spec.qualifiedName("belay " + entry.name());
    spec.usageMessage().width(WIDTH).abbreviateSynopsis(true).sortOptions(false);
    line.getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> options(help, spec.options()));
    return line.getUsageMessage(Ansi.OFF)
        .replace("Usage: " + entry.name(), "Usage: belay " + entry.name());
  }

  /// The command's own flags first: nobody looks there for those that every command has.
  private static String options(CommandLine.Help help, List<OptionSpec> all) {
    var own = all.stream().filter(option -> !Usage.isForEveryCommand(option)).toList();
    var global = all.stream().filter(Usage::isForEveryCommand).toList();
    return help.optionListExcludingGroups(own)
        + (global.isEmpty() ? "" : "\nFor all commands:\n" + global(global));
  }

  /// One line each: what comes behind the first sentence is for the documentation.
  private static String global(List<OptionSpec> options) {
    var names = options.stream().map(Help::names).toList();
    var width = names.stream().mapToInt(String::length).max().orElse(0);
    var text = new StringBuilder();
    for (var i = 0; i < options.size(); i++) {
      text.append("  ").append(pad(names.get(i), width + 2));
      text.append(String.join("", options.get(i).description())).append('\n');
    }
    return text.toString();
  }

  private static String names(OptionSpec option) {
    var label = option.arity().max() > 0 ? "=" + option.paramLabel() : "";
    var first = option.names()[0];
    return option.names().length > 1
        ? "%s, %s%s".formatted(first, option.longestName(), label)
        : "    " + first + label;
  }

  /// `belay help exit-codes`.
  static String exitCodes() {
    var text = new StringBuilder("Exit codes:\n  0    done, or nothing to do\n");
    for (var kind : Kind.values()) {
      if (kind.exitCode() > 10) {
        text.append("  10   --exit-code was given and something would change\n");
      }
      var meaning = "  %-4d %s".formatted(kind.exitCode(), kind.meaning());
      var json = " (\"%s\" in JSON)".formatted(kind);
      var apart = meaning.length() + json.length() > WIDTH ? "\n      " : "";
      text.append(meaning).append(apart).append(json).append('\n');
    }
    return text.toString();
  }

  /// The long names of a command's flags, with their dashes.
  static List<String> flags(CommandLine line) {
    var names = new ArrayList<>(List.of("--help"));
    for (OptionSpec option : line.getCommandSpec().options()) {
      names.addAll(List.of(option.names()));
    }
    return names;
  }

  static String pad(String text, int width) {
    return String.format(Locale.ROOT, "%-" + width + "s", text);
  }
}
