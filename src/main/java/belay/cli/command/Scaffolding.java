package belay.cli.command;

import belay.cli.option.OutputOptions;
import belay.cli.option.PlanOptions;
import belay.cli.terminal.Session;
import belay.deliver.setup.Scaffolded;
import belay.report.ScaffoldReport;

/// Says what `init` and `add` made.
final class Scaffolding {
  private Scaffolding() {}

  /// @return the exit code
  static int print(Session session, Scaffolded made, PlanOptions plan, OutputOptions output) {
    made.notes().forEach(session.terminal()::note);
    made.warnings().forEach(session.terminal()::warn);
    made.landed().ifPresent(landed -> landed.notes().forEach(session.terminal()::note));
    session.answer(
        output.form,
        () -> ScaffoldReport.text(made, plan.diff),
        () -> ScaffoldReport.document(made, plan.diff));
    if (made.dryRun() && made.changes()) {
      session.planned(output.form);
    }
    return plan.code(made.dryRun() && made.changes());
  }
}
