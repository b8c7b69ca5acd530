package belay.cli.command.check;

import belay.cli.command.CliCommand;
import belay.cli.command.Wiring;
import belay.cli.option.ArgoCdOptions;
import belay.cli.option.Binding;
import belay.cli.option.ClusterOptions;
import belay.cli.option.OutputOptions;
import belay.cli.option.RegistryOptions;
import belay.cli.option.RepoOptions;
import belay.cli.option.TimeOptions;
import belay.cli.option.Usage;
import belay.cli.terminal.Session;
import belay.deliver.live.LiveRequest;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.report.LiveReport;
import java.util.List;
import java.util.Optional;

/// `belay verify --live [SERVICE...]`.
public final class VerifyCommand implements CliCommand {
  List<String> services = List.of();
  List<String> environments = List.of();
  boolean live;
  final ArgoCdOptions argocd = new ArgoCdOptions();
  final ClusterOptions cluster = new ClusterOptions();
  final RepoOptions repo = new RepoOptions();
  final TimeOptions time = new TimeOptions();
  final RegistryOptions network = new RegistryOptions();
  final OutputOptions output = new OutputOptions();

  @Override
  public void declare(Usage usage) {
    usage.about(
        "Proves that the clusters run what Git wants: the image of every container of every Pod, by"
            + " its specification and by what the runtime runs, against the digest that Git has at"
            + " the commit that Argo CD applied. Where it is not, says who set it and when. An"
            + " index and its platforms are one image. Needs to get and list Pods and workloads."
            + " Exit code 3 with violations.");
    usage.examples(
        "belay verify --live",
        "belay verify --live api web --env production",
        "belay verify --live --context production-eu -o json",
        "belay verify --live --argocd argocd.example.com");
    usage.argument(
        "SERVICE",
        "0..*",
        "The services (default: all).",
        Binding.list(String.class, v -> services = v));
    usage.separated(
        "-e, --env",
        "ENV",
        "The environment; repeatable (default: all).",
        Binding.list(String.class, v -> environments = v));
    usage.toggle("--live", "What runs in the clusters.", v -> live = v);
    cluster.declare(usage);
    argocd.declare(usage);
    repo.declare(usage);
    time.declare(usage);
    network.declare(usage);
    output.declare(usage);
  }

  @Override
  public int run(Session session) {
    if (!live) {
      throw new Failure(
          Kind.USAGE, "nothing to be verified is named", "pass --live: what runs in the clusters");
    }
    if (argocd.isNamed() && (cluster.context.isPresent() || cluster.kubeconfig.isPresent())) {
      throw new Failure(
          Kind.USAGE,
          "--argocd asks Argo CD in place of the cluster, and --context and --kubeconfig ask the"
              + " cluster",
          "pass one of them");
    }
    var request =
        new LiveRequest(
            environments,
            services,
            argocd.isNamed() ? Optional.of(argocd.choice()) : Optional.empty(),
            cluster.kubeconfig,
            cluster.context);
    try (var delivery = Wiring.reading(session, repo, time, network)) {
      var result = delivery.verifyLive(request);
      session.answer(output.form, () -> LiveReport.text(result), () -> LiveReport.document(result));
      return result.violations().isEmpty() ? 0 : Kind.REFUSED.exitCode();
    }
  }
}
