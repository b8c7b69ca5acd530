package belay.cli.command;

import belay.cli.option.OutputOptions;
import belay.cli.option.PlanOptions;
import belay.cli.option.ProposalOptions;
import belay.cli.option.RegistryOptions;
import belay.cli.option.RepoOptions;
import belay.cli.option.WriteOptions;
import belay.cli.terminal.Question;
import belay.cli.terminal.Session;
import belay.deliver.Delivery;
import belay.deliver.model.ChangeRequest;
import belay.deliver.model.Confirmation;
import belay.deliver.model.Mode;
import belay.deliver.model.Outcome;
import belay.report.DeployReport;
import belay.report.Document;
import belay.report.RolloutReport;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The flags of all that changes what an environment runs, and the way that it goes.
final class ChangeOptions {
  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description = "The commit's message; trailers are added to it.")
  Optional<String> message = Optional.empty();

  @Mixin final ProposalOptions proposal = new ProposalOptions();
  @Mixin final RepoOptions repo = new RepoOptions();
  @Mixin final WriteOptions write = new WriteOptions();
  @Mixin final WaitOptions wait = new WaitOptions();
  @Mixin final PlanOptions plan = new PlanOptions();
  @Mixin final RegistryOptions registry = new RegistryOptions();
  @Mixin final OutputOptions output = new OutputOptions();

  /// What is printed of an outcome: only the form that is asked for is made.
  record Answer(Supplier<String> text, Supplier<Document> document) {}

  /// How an outcome is told.
  interface Telling {
    /// @param delivery still open, to ask it for more
    Answer of(Delivery delivery, Outcome outcome);
  }

  /// Asks before a protected environment changes.
  Confirmation confirmation(Session session) {
    return Question.of(session, write.yes);
  }

  /// Carries out a change and tells of it in the usual way.
  int run(Session session, ChangeRequest request) {
    return run(
        session,
        request,
        (_, outcome) ->
            new Answer(
                () -> DeployReport.text(outcome, plan.diff, session.columns()),
                () -> DeployReport.document(outcome, plan.diff)));
  }

  /// Carries out a change as far as the flags say.
  ///
  /// @return the exit code
  int run(Session session, ChangeRequest request, Telling telling) {
    var way = wait.checked(proposal.way(plan, write), write);
    try (var delivery = Wiring.open(session, repo, write, registry)) {
      if (wait.wait && way == Mode.LAND) {
        var delivered = delivery.changeAndWait(request, wait.request(session, write, output));
        var outcome = delivered.outcome();
        var rollout = RolloutReport.of(delivered.rollout());
        print(session, outcome, telling.of(delivery, outcome), rollout);
        return WaitOptions.code(delivered.rollout());
      }
      var outcome = delivery.change(request, way);
      print(session, outcome, telling.of(delivery, outcome), RolloutReport.none());
      return plan.code(outcome);
    }
  }

  private void print(Session session, Outcome outcome, Answer answer, RolloutReport rollout) {
    session.notes(outcome);
    session.answer(
        output.form,
        () -> answer.text().get() + rollout.text(session.columns()),
        () -> rollout.on(answer.document().get()));
    if (outcome instanceof Outcome.Planned) {
      session.planned(output.form);
    }
  }
}
