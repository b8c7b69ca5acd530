package belay.cli.command;

import belay.cli.option.ArgoCdOptions;
import belay.cli.option.OutputOptions;
import belay.cli.option.Usage;
import belay.cli.option.WriteOptions;
import belay.cli.terminal.Session;
import belay.deliver.model.Mode;
import belay.deliver.rollout.WaitRequest;
import belay.failure.Failure;
import belay.failure.Kind;
import java.time.Duration;

/// To stay until Argo CD runs what was deployed.
final class WaitOptions {
  private static final Duration USUAL = Duration.ofMinutes(5);

  boolean wait;
  final ArgoCdOptions argocd = new ArgoCdOptions();

  /// Adds them to a command.
  void declare(Usage usage) {
    usage.toggle(
        "--wait",
        "Wait until Argo CD runs it and is healthy (a dry run waits for nothing).",
        v -> wait = v);
    argocd.declare(usage);
  }

  /// The mode, if its end can be waited for: what Argo CD cannot see cannot.
  Mode checked(Mode mode, WriteOptions write) {
    requirePush(write);
    requireLanding(mode);
    return mode;
  }

  private void requirePush(WriteOptions write) {
    if (wait && write.noPush) {
      throw new Failure(
          Kind.USAGE,
          "--wait and --no-push exclude each other: Argo CD sees only what is pushed",
          "leave one of them out");
    }
  }

  /// A proposal may be merged tomorrow, or never.
  private void requireLanding(Mode mode) {
    if (wait && mode == Mode.PROPOSE) {
      throw new Failure(
          Kind.USAGE,
          "--wait and --pull-request exclude each other: Argo CD runs it once it is merged",
          "leave one of them out");
    }
  }

  WaitRequest request(Session session, WriteOptions write, OutputOptions output) {
    return new WaitRequest(
        argocd.choice(),
        write.timeout.orElse(USUAL),
        WaitRequest.GRACE,
        line -> {
          if (!output.noProgress) {
            session.terminal().note(line);
          }
        });
  }
}
