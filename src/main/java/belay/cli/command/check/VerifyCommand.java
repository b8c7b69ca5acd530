package belay.cli.command.check;

import belay.cli.command.CliCommand;
import belay.cli.command.Wiring;
import belay.cli.option.ArgoCdOptions;
import belay.cli.option.Binding;
import belay.cli.option.ClusterOptions;
import belay.cli.option.OutputOptions;
import belay.cli.option.RegistryOptions;
import belay.cli.option.RenderOptions;
import belay.cli.option.RepoOptions;
import belay.cli.option.TimeOptions;
import belay.cli.option.Usage;
import belay.cli.terminal.Session;
import belay.deliver.live.LiveRequest;
import belay.deliver.verify.VerifyRequest;
import belay.deliver.verify.VerifyRequest.Layer;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.report.verify.VerifyReport;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `belay verify [SERVICE...] [--values] [--rendered] [--registry] [--live]`.
public final class VerifyCommand implements CliCommand {
  List<String> services = List.of();
  List<String> environments = List.of();
  final Set<Layer> layers = EnumSet.noneOf(Layer.class);
  boolean live;
  boolean rules;
  boolean fix;
  Optional<String> changedSince = Optional.empty();
  final RenderOptions render = new RenderOptions();
  final ArgoCdOptions argocd = new ArgoCdOptions();
  final ClusterOptions cluster = new ClusterOptions();
  final RepoOptions repo = new RepoOptions();
  final TimeOptions time = new TimeOptions();
  final RegistryOptions network = new RegistryOptions();
  final OutputOptions output = new OutputOptions();

  @Override
  public void declare(Usage usage) {
    usage.about(
        "Proves that nothing but digests is deployed: in values files, in what Argo CD renders from"
            + " them, in the registry (these three where none is named), and in the clusters"
            + " (--live). Of a clone the files are read as they lie there. Each finding names the"
            + " line of its cause and what mends it; -o sarif is for code scanning, -o junit for"
            + " test reports. Exit code 3 with violations, 0 with warnings alone.");
    usage.examples(
        "belay verify",
        "belay verify --values --env production",
        "belay verify --changed-since origin/main -o sarif",
        "belay verify --values --fix",
        "belay verify --live --context production-eu -o json");
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
    layer(usage, "--values", "What values files say.", Layer.VALUES);
    layer(usage, "--rendered", "What Argo CD renders.", Layer.RENDERED);
    layer(usage, "--registry", "What registries have.", Layer.REGISTRY);
    usage.toggle("--live", "What runs in the clusters.", v -> live = v);
    usage.option(
        "--changed-since",
        "REVISION",
        "Only what the change since then can affect, as for a pull request.",
        Binding.optional(String.class, v -> changedSince = v));
    usage.toggle("--fix", "Mend in values files what needs no thought.", v -> fix = v);
    usage.toggle("--list-rules", "Print the rules and how much they weigh.", v -> rules = v);
    render.declare(usage);
    cluster.declare(usage);
    argocd.declare(usage);
    repo.declare(usage);
    time.declare(usage);
    network.declare(usage);
    output.declareForFindings(usage);
  }

  private void layer(Usage usage, String name, String description, Layer layer) {
    usage.toggle(
        name,
        description,
        wanted -> {
          if (wanted) {
            layers.add(layer);
          }
        });
  }

  @Override
  public int run(Session session) {
    if (rules) {
      session.host().streams().out().print(VerifyReport.rules());
      return 0;
    }
    requireOneWayToClusters();
    var answer = new VerifyAnswer(session, output.form, live);
    try (var delivery = Wiring.reading(session, repo, time, network)) {
      if (!live || !layers.isEmpty()) {
        answer.add(fix ? delivery.mend(request()) : delivery.verify(request()));
      }
      if (live) {
        answer.add(delivery.verifyLive(liveRequest()));
      }
      return answer.print();
    }
  }

  private VerifyRequest request() {
    return new VerifyRequest(
        environments,
        services,
        layers.isEmpty() ? EnumSet.allOf(Layer.class) : layers,
        changedSince,
        repo.branch.isEmpty(),
        render.allowUnrendered,
        render.settings());
  }

  private LiveRequest liveRequest() {
    return new LiveRequest(
        environments,
        services,
        argocd.isNamed() ? Optional.of(argocd.choice()) : Optional.empty(),
        cluster.kubeconfig,
        cluster.context);
  }

  private void requireOneWayToClusters() {
    if (argocd.isNamed() && (cluster.context.isPresent() || cluster.kubeconfig.isPresent())) {
      throw new Failure(
          Kind.USAGE,
          "--argocd asks Argo CD in place of the cluster, and --context and --kubeconfig ask the"
              + " cluster",
          "pass one of them");
    }
  }
}
