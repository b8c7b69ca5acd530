package belay.cli.command;

import belay.cli.terminal.Question;
import belay.cli.terminal.Session;
import belay.deliver.Delivery;
import belay.deliver.model.ChangeRequest;
import belay.deliver.model.Confirmation;
import belay.deliver.model.Mode;
import belay.deliver.model.Outcome;
import belay.deliver.rollout.Rollout;
import belay.report.DeployReport;
import belay.report.Document;
import belay.report.RolloutReport;
import java.util.function.Supplier;

/// Carries out one change as far as the flags say, and prints what came of it.
record ChangeRunner(Session session, ChangeOptions options) {
  /// What is printed of an outcome: only the form that is asked for is made.
  record Answer(Supplier<String> text, Supplier<Document> document) {}

  /// How an outcome is told.
  interface Telling {
    /// @param delivery still open, to ask it for more
    Answer of(Delivery delivery, Outcome outcome);
  }

  /// Asks before a protected environment changes.
  Confirmation confirmation() {
    return Question.of(session, options.write.yes);
  }

  /// Carries it out and tells of it in the usual way.
  ///
  /// @return the exit code
  int run(ChangeRequest request) {
    var diff = options.plan.diff;
    return run(
        request,
        (_, outcome) ->
            new Answer(
                () -> DeployReport.text(outcome, diff, session.columns()),
                () -> DeployReport.document(outcome, diff)));
  }

  /// The same, told in another way.
  int run(ChangeRequest request, Telling telling) {
    var mode = options.mode();
    try (var delivery = Wiring.open(session, options.repo, options.write, options.registry)) {
      if (options.wait.wait && mode == Mode.LAND) {
        var delivered =
            delivery.changeAndWait(
                request, options.wait.request(session, options.write, options.output));
        var outcome = delivered.outcome();
        var rollout = RolloutReport.of(delivered.rollout());
        print(outcome, telling.of(delivery, outcome), rollout);
        return code(delivered.rollout());
      }
      var outcome = delivery.change(request, mode);
      print(outcome, telling.of(delivery, outcome), RolloutReport.none());
      return options.plan.code(outcome);
    }
  }

  /// The end of the command is that of the rollout. The commit stands, whatever became of it.
  private static int code(Rollout rollout) {
    return switch (rollout) {
      case Rollout.Live _ -> 0;
      case Rollout.Failed failed -> throw failed.failure();
    };
  }

  private void print(Outcome outcome, Answer answer, RolloutReport rollout) {
    var form = options.output.form;
    session.notes(outcome);
    session.answer(
        form,
        () -> answer.text().get() + rollout.text(session.columns()),
        () -> rollout.on(answer.document().get()));
    if (outcome instanceof Outcome.Planned) {
      session.planned(form);
    }
  }
}
