package belay.cli;

import belay.deliver.WaitRequest;
import belay.deliver.Way;
import belay.failure.Failure;
import belay.failure.Kind;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/// To stay until Argo CD runs what was deployed.
final class WaitOptions {
  private static final Duration USUAL = Duration.ofMinutes(5);

  @Option(
      names = "--wait",
      description =
          "Wait until Argo CD runs it and is healthy (a dry run waits for nothing). Token:"
              + " ARGOCD_AUTH_TOKEN, or argocd login.")
  boolean wait;

  @Option(
      names = "--argocd",
      paramLabel = "URL",
      description =
          "Argo CD's address, for --wait (default: ARGOCD_SERVER, then argocd.server in"
              + " belay.yaml).")
  Optional<String> argocd = Optional.empty();

  /// What cannot reach Argo CD is not waited for.
  void requirePush(WriteOptions write) {
    if (wait && write.noPush) {
      throw new Failure(
          Kind.USAGE,
          "--wait and --no-push exclude each other: Argo CD sees only what is pushed",
          "leave one of them out");
    }
  }

  /// A proposal may be merged tomorrow, or never.
  void requireLanding(Way way) {
    if (wait && way == Way.PROPOSE) {
      throw new Failure(
          Kind.USAGE,
          "--wait and --pull-request exclude each other: Argo CD runs it once it is merged",
          "leave one of them out");
    }
  }

  WaitRequest request(Session session, WriteOptions write, OutputOptions output) {
    return new WaitRequest(
        argocd,
        write.timeout.orElse(USUAL),
        WaitRequest.GRACE,
        line -> {
          if (!output.noProgress) {
            session.terminal().note(line);
          }
        });
  }
}
