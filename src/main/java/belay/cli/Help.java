package belay.cli;

import belay.failure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;

/// Every help text: all of them are made from the catalogue, the flags and the exit codes
/// themselves, so that they cannot drift.
final class Help {
  private static final int NAME_WIDTH = 12;

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
    spec.usageMessage().width(96).abbreviateSynopsis(true).sortOptions(false);
    return line.getUsageMessage(Ansi.OFF)
        .replace("Usage: " + entry.name(), "Usage: belay " + entry.name());
  }

  /// `belay help exit-codes`.
  static String exitCodes() {
    var text = new StringBuilder("Exit codes:\n  0    done, or nothing to do\n");
    for (var kind : Kind.values()) {
      if (kind.exitCode() > 10) {
        text.append("  10   --exit-code was given and something would change\n");
      }
      text.append("  %-4d %s (\"%s\" in JSON)%n".formatted(kind.exitCode(), kind.meaning(), kind));
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
