package belay.cli.command;

import belay.cli.option.LandOptions;
import belay.cli.option.OutputOptions;
import belay.cli.option.PlanOptions;
import belay.cli.option.RegistryOptions;
import belay.cli.option.RepoOptions;
import belay.cli.option.ServiceTable;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `belay add SERVICE`.
@Command(
    description = {
      "Adds a service: a values file for each environment and its Argo CD Applications, in one"
          + " commit.",
      "With a new chart it waits for its first deploy: the digest is empty, the chart refuses to",
      "render, and Argo CD rolls out nothing. Of other charts it is said what they do. Adding what",
      "is there already changes nothing.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  belay add api --new-chart --image registry.example.com/shop/api",
      "  belay add api --chart https://example.com/core.git --chart-path deploy/api",
      "  belay add redis --group infrastructure --chart https://charts.example.com \\",
      "      --chart-name redis --chart-version 20.1.0 --image redis:7.4",
      "  belay add --from services.csv"
    })
public final class AddCommand implements CliCommand {
  enum FinalizerName {
    foreground,
    background,
    none
  }

  @Parameters(paramLabel = "SERVICE", arity = "0..1", description = "The service.")
  Optional<String> service = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description =
          "Add many: a table with a head (service, image, group, chart, chart-path, ...).")
  Optional<String> from = Optional.empty();

  @Option(
      names = "--image",
      paramLabel = "REPOSITORY",
      description = "Its image; with a tag or digest it starts with that one's digest.")
  Optional<String> image = Optional.empty();

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description = "infrastructure, platform, frontend or another (default: platform).")
  String group = "platform";

  @Option(
      names = "--chart",
      paramLabel = "PATH|URL",
      description = "Its chart: a folder here, a Git or Helm repository, oci:// and chart.")
  Optional<String> chart = Optional.empty();

  @Option(
      names = "--chart-path",
      paramLabel = "FOLDER",
      description = "The chart's folder in another Git repository.")
  Optional<String> chartPath = Optional.empty();

  @Option(
      names = "--chart-name",
      paramLabel = "NAME",
      description = "The chart's name in a Helm repository.")
  Optional<String> chartName = Optional.empty();

  @Option(
      names = "--chart-version",
      paramLabel = "VERSION",
      description = "The chart's version; in Git a branch, tag or commit (default: HEAD).")
  Optional<String> chartVersion = Optional.empty();

  @Option(
      names = "--new-chart",
      description = "Make a chart to start from: digest only, probes, autoscaler, schema.")
  boolean newChart;

  @Option(
      names = "--dev-image",
      paramLabel = "REPOSITORY",
      description = "What Tilt calls the image (default: PROJECT/SERVICE of Docker Hub).")
  Optional<String> developmentImage = Optional.empty();

  @Option(
      names = "--finalizer",
      paramLabel = "foreground|background|none",
      description = "What goes when its Application goes (default: all; of infrastructure: none).")
  Optional<FinalizerName> finalizer = Optional.empty();

  @Option(
      names = "--image-updater",
      paramLabel = "TAG",
      description = "Let Argo CD Image Updater follow a tag and write its digests.")
  Optional<String> follow = Optional.empty();

  @Option(
      names = "--image-updater-env",
      paramLabel = "ENV",
      description =
          "Where the tag is followed; may be repeated (default: the first environment with"
              + " digests).")
  List<String> followIn = List.of();

  @Mixin final RepoOptions repo = new RepoOptions();
  @Mixin final LandOptions land = new LandOptions();
  @Mixin final PlanOptions plan = new PlanOptions();
  @Mixin final RegistryOptions registry = new RegistryOptions();
  @Mixin final OutputOptions output = new OutputOptions();

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
