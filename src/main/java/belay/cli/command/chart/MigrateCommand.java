package belay.cli.command.chart;

import belay.cli.command.CliCommand;
import belay.cli.option.Binding;
import belay.cli.option.OutputOptions;
import belay.cli.option.RegistryOptions;
import belay.cli.option.Usage;
import belay.cli.terminal.Session;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.helm.Helm;
import belay.migrate.charts.ChartMigrations;
import belay.migrate.charts.MigrateRequest;
import belay.migrate.charts.MigratedFiles;
import belay.migrate.charts.TagLookup;
import belay.migrate.model.DigestMode;
import belay.registry.Registry;
import belay.report.MigrateReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// `belay migrate CHART_DIR...`.
public final class MigrateCommand implements CliCommand {
  enum ModeName {
    required,
    optional
  }

  List<String> folders = List.of();
  List<String> values = List.of();
  boolean check;
  boolean write;
  ModeName mode = ModeName.required;
  boolean split;
  boolean resolve;
  boolean stubs;
  Optional<Path> helm = Optional.empty();
  final RegistryOptions registry = new RegistryOptions();
  final OutputOptions output = new OutputOptions();

  @Override
  public void declare(Usage usage) {
    usage.about(
        "Rewrites Helm charts from tags to digests and proves it: each chart is rendered before and"
            + " after with Helm, and nothing but images may differ. Templates, values, schema,"
            + " README and the values files of environments follow. Shows the difference, and"
            + " writes it with --write, all files or none. Places that only a person can decide are"
            + " reported last.");
    usage.examples(
        "belay migrate charts/api",
        "belay migrate charts --write",
        "belay migrate charts/api --values environments/production.yaml",
        "belay migrate charts --check");
    usage.argument(
        "CHART_DIR",
        "1..*",
        "A chart's folder, or a folder of charts.",
        Binding.list(String.class, v -> folders = v));
    usage.toggle(
        "--check", "Show no difference; exit code 3 when an image is by tag.", v -> check = v);
    usage.toggle("--write", "Write the files.", v -> write = v);
    usage.option(
        "--values",
        "FILE",
        "A values file that follows, and that the charts are rendered with; repeatable. With commas"
            + " between, files are rendered together.",
        Binding.list(String.class, v -> values = v));
    usage.option(
        "--mode",
        "required|optional",
        "What an empty digest does: fail, or render the repository alone (default: required).",
        Binding.of(ModeName.class, v -> mode = v));
    usage.toggle(
        "--split-tags",
        "Give each image a digest key of its own where one tag serves several repositories.",
        v -> split = v);
    usage.toggle(
        "--resolve",
        "Fill the digests of the tags that stand there, by the registry.",
        v -> resolve = v);
    usage.toggle(
        "--stub-missing-dependencies",
        "Render without the dependencies that are not at hand.",
        v -> stubs = v);
    usage.option(
        "--helm",
        "FILE",
        "The helm program (default: helm on the PATH).",
        Binding.optional(Path.class, v -> helm = v));
    registry.declare(usage);
    output.declare(usage);
  }

  @Override
  public int run(Session session) {
    if (check && write) {
      throw new Failure(Kind.USAGE, "--check and --write exclude each other", "pass one of them");
    }
    var found =
        check ? Helm.ifAny(session.host(), helm) : Optional.of(Helm.find(session.host(), helm));
    if (found.isEmpty()) {
      return run(session, found);
    }
    try (var _ = found.get()) {
      return run(session, found);
    }
  }

  private int run(Session session, Optional<Helm> program) {
    var host = session.host();
    try (var registry = Registry.open(host, session.terminal(), this.registry.settings())) {
      var lookup = Optional.<TagLookup>of(new RegistryTags(registry)).filter(_ -> resolve);
      var result = ChartMigrations.plan(host.cwd(), program, request(), lookup);
      if (write) {
        MigratedFiles.write(host, result.files());
      }
      session.answer(
          output.form,
          () -> MigrateReport.text(result, !check && !write),
          () -> MigrateReport.document(result));
      return check && result.useTags() ? Kind.REFUSED.exitCode() : 0;
    }
  }

  private MigrateRequest request() {
    return new MigrateRequest(
        folders.stream().map(Path::of).toList(),
        values.stream().map(files -> Stream.of(files.split(",")).map(Path::of).toList()).toList(),
        DigestMode.valueOf(mode.name().toUpperCase(Locale.ROOT)),
        split,
        stubs);
  }
}
