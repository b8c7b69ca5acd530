package belay.cli.command;

import belay.cli.option.Binding;
import belay.cli.option.OutputOptions;
import belay.cli.option.RepoOptions;
import belay.cli.option.TimeOptions;
import belay.cli.option.Usage;
import belay.cli.terminal.Session;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.report.SettingsReport;
import java.util.List;

/// `belay config [show]`.
public final class ConfigCommand implements CliCommand {
  private static final String SHOW = "show";

  String action = SHOW;
  boolean origin;
  final RepoOptions repo = new RepoOptions();
  final TimeOptions time = new TimeOptions();
  final OutputOptions output = new OutputOptions();

  @Override
  public void declare(Usage usage) {
    usage.about(
        "Prints the configuration that is in force: what belay.yaml says, and the defaults for the"
            + " rest.");
    usage.examples(
        "belay config --origin",
        "belay config -o json --repo git@git.example.com:ops/shop-gitops.git");
    usage.argument(
        "show", "0..1", "Print it (the default).", Binding.of(String.class, v -> action = v));
    usage.toggle("--origin", "Print where each value was said: file:line:column.", v -> origin = v);
    repo.declare(usage);
    time.declare(usage);
    output.declare(usage);
  }

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
