package belay.cli.command;

import belay.cli.option.OutputOptions;
import belay.cli.option.RepoOptions;
import belay.cli.option.TimeOptions;
import belay.cli.terminal.Session;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.report.SettingsReport;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `belay config [show]`.
@Command(
    description = {
      "Prints the configuration that is in force: what belay.yaml says, and the defaults for the"
          + " rest.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  belay config --origin",
      "  belay config -o json --repo git@git.example.com:ops/shop-gitops.git"
    })
public final class ConfigCommand implements CliCommand {
  private static final String SHOW = "show";

  @Parameters(paramLabel = "show", arity = "0..1", description = "Print it (the default).")
  String action = SHOW;

  @Option(names = "--origin", description = "Print where each value was said: file:line:column.")
  boolean origin;

  @Mixin final RepoOptions repo = new RepoOptions();
  @Mixin final TimeOptions time = new TimeOptions();
  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public int run(Session session) {
    if (!action.equals(SHOW)) {
      throw new Failure(
          Kind.USAGE,
          "nothing to do with the configuration: \"%s\"%s"
              .formatted(action, Suggest.hint(action, List.of(SHOW))),
          "belay config show");
    }
    try (var delivery = Wiring.reading(session, repo, time)) {
      var settings = delivery.settings();
      session.answer(
          output.form,
          () -> SettingsReport.text(settings, origin, session.columns()),
          () -> SettingsReport.document(settings));
    }
    return 0;
  }
}
