package belay.cli.command;

import belay.cli.option.Binding;
import belay.cli.option.ServiceSelection;
import belay.cli.option.Usage;
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

/// `belay rollback SERVICE... --env ENV [--to COMMIT|N|TIME]`.
public final class RollbackCommand implements CliCommand {
  List<String> services = List.of();
  boolean all;
  String environment = "";
  String to = "1";
  boolean noHold;
  Optional<String> reason = Optional.empty();
  final ChangeOptions change = new ChangeOptions();

  @Override
  public void declare(Usage usage) {
    usage.about(
        "Brings back the images of an earlier state as a new commit; other edits that people made"
            + " meanwhile stay. The digests left behind are held: deploy and promote refuse them"
            + " until belay release. A freeze does not stop a rollback.");
    usage.examples(
        "belay rollback api --env production --reason \"crashes on start\"",
        "belay rollback api --env production --to 2",
        "belay rollback api web --env production --to 1f3870be2",
        "belay rollback --all --env production --to 2026-11-25 --dry-run --diff");
    usage.argument(
        "SERVICE", "0..*", "The services.", Binding.list(String.class, v -> services = v));
    usage.toggle("--all", "The whole environment.", v -> all = v);
    usage.required(
        "-e, --env", "ENV", "The environment.", Binding.of(String.class, v -> environment = v));
    usage.option(
        "--to",
        "N|COMMIT|TIME",
        "The state before the last N changes, at a commit, or at a time (default: 1, before the"
            + " last change).",
        Binding.of(String.class, v -> to = v));
    usage.toggle("--no-hold", "Do not hold the digests left behind.", v -> noHold = v);
    usage.option(
        "--reason",
        "TEXT",
        "Why: it stands in the commit and with the hold.",
        Binding.optional(String.class, v -> reason = v));
    change.declare(usage);
  }

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
