package belay.cli.command;

import belay.cli.option.ServiceSelection;
import belay.cli.terminal.Session;
import belay.deliver.model.CommitNote;
import belay.deliver.model.Provenance;
import belay.deliver.model.RevisionOrTime;
import belay.deliver.model.RollbackRequest;
import belay.deliver.model.RollbackRequest.State;
import belay.failure.Failure;
import belay.failure.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `belay rollback SERVICE... --env ENV [--to COMMIT|N|TIME]`.
@Command(
    description = {
      "Brings back the images of an earlier state as a new commit; other edits that people made",
      "meanwhile stay. The digests left behind are held: deploy and promote refuse them until",
      "belay release. A freeze does not stop a rollback.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  belay rollback api --env production --reason \"crashes on start\"",
      "  belay rollback api --env production --to 2",
      "  belay rollback api web --env production --to 1f3870be2",
      "  belay rollback --all --env production --to 2026-11-25 --dry-run --diff"
    })
public final class RollbackCommand implements CliCommand {
  @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "The services.")
  List<String> services = List.of();

  @Option(names = "--all", description = "The whole environment.")
  boolean all;

  @Option(
      names = {"-e", "--env"},
      required = true,
      paramLabel = "ENV",
      description = "The environment.")
  String environment = "";

  @Option(
      names = "--to",
      paramLabel = "N|COMMIT|TIME",
      description =
          "The state before the last N changes, at a commit, or at a time (default: 1, before the"
              + " last change).")
  String to = "1";

  @Option(names = "--no-hold", description = "Do not hold the digests left behind.")
  boolean noHold;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why: it stands in the commit and with the hold.")
  Optional<String> reason = Optional.empty();

  @Mixin final ChangeOptions change = new ChangeOptions();

  @Override
  public int run(Session session) {
    var runner = new ChangeRunner(session, change);
    ServiceSelection.require(services, all, "rollback api --env " + environment);
    var note =
        new CommitNote(
            change.message, Provenance.of(session.host(), Optional.empty()), runner.confirmation());
    var request =
        new RollbackRequest(
            environment,
            services,
            state(to, session.host().clock().instant()),
            !noHold,
            reason,
            note);
    return runner.run(request);
  }

  /// A number of at most four digits counts changes; an id of a commit is never so short.
  private static State state(String text, Instant now) {
    if (!text.matches("[0-9]{1,4}")) {
      return new State.At(RevisionOrTime.parse(text, now));
    }
    var changes = Integer.parseInt(text);
    if (changes == 0) {
      throw new Failure(
          Kind.USAGE, "no state before 0 changes", "write 1 for the state before the last change");
    }
    return new State.Before(changes);
  }
}
