package belay.cli.command;

import belay.cli.option.Binding;
import belay.cli.option.LandOptions;
import belay.cli.option.OutputOptions;
import belay.cli.option.PlanOptions;
import belay.cli.option.RegistryOptions;
import belay.cli.option.RepoOptions;
import belay.cli.option.ServiceTable;
import belay.cli.option.Usage;
import belay.cli.terminal.Question;
import belay.cli.terminal.Session;
import belay.deliver.setup.NewService;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.scaffold.application.Finalizer;
import belay.scaffold.chart.ChartFlags;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `belay add SERVICE`.
public final class AddCommand implements CliCommand {
  enum FinalizerName {
    foreground,
    background,
    none
  }

  Optional<String> service = Optional.empty();
  Optional<String> from = Optional.empty();
  Optional<String> image = Optional.empty();
  String group = "platform";
  Optional<String> chart = Optional.empty();
  Optional<String> chartPath = Optional.empty();
  Optional<String> chartName = Optional.empty();
  Optional<String> chartVersion = Optional.empty();
  boolean newChart;
  Optional<String> developmentImage = Optional.empty();
  Optional<FinalizerName> finalizer = Optional.empty();
  Optional<String> follow = Optional.empty();
  List<String> followIn = List.of();
  final RepoOptions repo = new RepoOptions();
  final LandOptions land = new LandOptions();
  final PlanOptions plan = new PlanOptions();
  final RegistryOptions registry = new RegistryOptions();
  final OutputOptions output = new OutputOptions();

  @Override
  public void declare(Usage usage) {
    usage.about(
        "Adds a service: a values file for each environment and its Argo CD Applications, in one"
            + " commit. With a new chart it waits for its first deploy: the digest is empty, the"
            + " chart refuses to render, and Argo CD rolls out nothing. Of other charts it is said"
            + " what they do. Adding what is there already changes nothing.");
    usage.examples(
        "belay add api --new-chart --image registry.example.com/shop/api",
        "belay add api --chart https://example.com/core.git --chart-path deploy/api",
        "belay add redis --group infrastructure --chart https://charts.example.com \\",
        "    --chart-name redis --chart-version 20.1.0 --image redis:7.4",
        "belay add --from services.csv");
    usage.argument(
        "SERVICE", "0..1", "The service.", Binding.optional(String.class, v -> service = v));
    usage.option(
        "--from",
        "FILE",
        "Add many: a table with a head (service, image, group, chart, chart-path, ...).",
        Binding.optional(String.class, v -> from = v));
    usage.option(
        "--image",
        "REPOSITORY",
        "Its image; with a tag or digest it starts with that one's digest.",
        Binding.optional(String.class, v -> image = v));
    usage.option(
        "--group",
        "GROUP",
        "infrastructure, platform, frontend or another (default: platform).",
        Binding.of(String.class, v -> group = v));
    usage.option(
        "--chart",
        "PATH|URL",
        "Its chart: a folder here, a Git or Helm repository, oci:// and chart.",
        Binding.optional(String.class, v -> chart = v));
    usage.option(
        "--chart-path",
        "FOLDER",
        "The chart's folder in another Git repository.",
        Binding.optional(String.class, v -> chartPath = v));
    usage.option(
        "--chart-name",
        "NAME",
        "The chart's name in a Helm repository.",
        Binding.optional(String.class, v -> chartName = v));
    usage.option(
        "--chart-version",
        "VERSION",
        "The chart's version; in Git a branch, tag or commit (default: HEAD).",
        Binding.optional(String.class, v -> chartVersion = v));
    usage.toggle(
        "--new-chart",
        "Make a chart to start from: digest only, probes, autoscaler, schema.",
        v -> newChart = v);
    usage.option(
        "--dev-image",
        "REPOSITORY",
        "What Tilt calls the image (default: PROJECT/SERVICE of Docker Hub).",
        Binding.optional(String.class, v -> developmentImage = v));
    usage.option(
        "--finalizer",
        "foreground|background|none",
        "What goes when its Application goes (default: all; of infrastructure: none).",
        Binding.optional(FinalizerName.class, v -> finalizer = v));
    usage.option(
        "--image-updater",
        "TAG",
        "Let Argo CD Image Updater follow a tag and write its digests.",
        Binding.optional(String.class, v -> follow = v));
    usage.option(
        "--image-updater-env",
        "ENV",
        "Where the tag is followed; may be repeated (default: the first environment with digests).",
        Binding.list(String.class, v -> followIn = v));
    repo.declare(usage);
    land.declare(usage);
    plan.declare(usage);
    registry.declare(usage);
    output.declare(usage);
  }

  @Override
  public int run(Session session) {
    var services = services(session);
    try (var delivery = Wiring.landing(session, repo, land, registry)) {
      var confirm = Question.onlyWhich(session);
      var made =
          plan.dryRun ? delivery.planAdd(services, confirm) : delivery.add(services, confirm);
      return Scaffolding.print(session, made, plan, output);
    }
  }

  private List<NewService> services(Session session) {
    if (service.isPresent() == from.isPresent()) {
      throw new Failure(
          Kind.USAGE,
          service.isPresent() ? "a service and --from exclude each other" : "no service given",
          "belay add SERVICE --image REPOSITORY, or belay add --from FILE");
    }
    if (from.isPresent() && (image.isPresent() || chart.isPresent())) {
      throw new Failure(
          Kind.USAGE,
          "--image and --chart are for one service",
          "make them columns of the table: image, chart");
    }
    return from.isPresent()
        ? ServiceTable.read(session.host(), from.get(), this::row)
        : List.of(one(service.orElseThrow()));
  }

  private NewService one(String name) {
    return new NewService(
        name,
        group,
        image,
        new ChartFlags(chart, chartPath, chartName, chartVersion).source(),
        newChart,
        finalizer.map(f -> Finalizer.valueOf(f.name().toUpperCase(Locale.ROOT))),
        developmentImage,
        follow,
        followIn);
  }

  /// A row of the table; what it leaves out is as the flags say.
  private NewService row(ServiceTable.Row row) {
    var usual = one(row.cell("service").orElse(""));
    return new NewService(
        usual.name(),
        row.cell("group").orElse(group),
        row.cell("image"),
        new ChartFlags(
                row.cell("chart"),
                row.cell("chart-path"),
                row.cell("chart-name"),
                row.cell("chart-version"))
            .source(),
        newChart,
        usual.finalizer(),
        row.cell("dev-image"),
        row.cell("image-updater").or(() -> follow),
        followIn);
  }
}
