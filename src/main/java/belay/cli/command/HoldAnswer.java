package belay.cli.command;

import belay.cli.option.OutputOptions;
import belay.cli.option.PlanOptions;
import belay.cli.terminal.Session;
import belay.deliver.policy.HoldOutcome;
import belay.report.HoldReport;

/// Says what came of setting or lifting holds.
final class HoldAnswer {
  private HoldAnswer() {}

  /// @param what what was done, in one word
  /// @param text the same for people
  /// @return the exit code
  static int print(
      Session session,
      PlanOptions plan,
      OutputOptions output,
      HoldOutcome outcome,
      String what,
      String text) {
    outcome.landed().ifPresent(landed -> landed.notes().forEach(session.terminal()::note));
    session.answer(output.form, () -> text, () -> HoldReport.document(what, outcome, plan.diff));
    if (outcome.planned()) {
      session.planned(output.form);
    }
    return plan.code(outcome.planned());
  }
}
