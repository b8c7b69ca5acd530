package belay.cli.command;

import belay.cli.option.OutputOptions;
import belay.cli.option.PlanOptions;
import belay.cli.terminal.Session;
import belay.deliver.setup.Scaffolded;
import belay.report.ScaffoldReport;

/// Says what `init` and `add` made.
final class Scaffolding {
  private Scaffolding() {}

  static void print(Session session, Scaffolded made, PlanOptions plan, OutputOptions output) {
    made.notes().forEach(session.terminal()::note);
    made.warnings().forEach(session.terminal()::warn);
    made.landed().ifPresent(landed -> landed.notes().forEach(session.terminal()::note));
    var out = session.host().streams().out();
    switch (output.form) {
      case text -> out.print(ScaffoldReport.text(made, plan.diff));
      case json -> out.println(ScaffoldReport.document(made, plan.diff).json());
      case yaml -> out.print(ScaffoldReport.document(made, plan.diff).yaml());
    }
    if (made.dryRun() && made.changes()) {
      session.planned(output.form);
    }
  }
}
