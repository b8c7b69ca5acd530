package belay.helm;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Secrets;
import belay.host.Host;
import belay.host.Programs;
import belay.host.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Helm, version 3 or 4, as the program that Argo CD itself runs. Safe for use by several threads.
public final class Helm implements AutoCloseable {
  private static final Duration RENDERING = Duration.ofMinutes(2);
  private static final Duration FETCHING = Duration.ofMinutes(5);
  private static final Duration AT_ONCE = Duration.ofSeconds(30);
  private static final byte[] NOTHING = new byte[0];

  private final Path file;
  private final TemporaryFolder home;
  private final HelmProgram program;
  private @Nullable String version;

  private Helm(Host host, Path file) {
    this.file = file;
    this.home = TemporaryFolder.create("belay-helm");
    this.program = new HelmProgram(host, file, home.path());
  }

  /// Finds it: the file given, by `--helm` or `BELAY_HELM`, else `helm` on the `PATH`.
  ///
  /// @throws Failure (not found) where there is none
  public static Helm find(Host host, Optional<Path> given) {
    return ifAny(host, given)
        .orElseThrow(() ->
            new Failure(
                Kind.NOT_FOUND,
                "no \"helm\" on the PATH, which renders charts",
                "install Helm 4 (https://helm.sh/docs/intro/install), or name the program: --helm"
                    + " FILE"));
  }

  /// The same; empty where there is none on the `PATH`.
  ///
  /// @throws Failure (not found) where the file given is no program
  public static Optional<Helm> ifAny(Host host, Optional<Path> given) {
    var named = given.or(() -> host.env("BELAY_HELM").map(Path::of)).map(host.cwd()::resolve);
    if (named.isEmpty()) {
      return new Programs(host).find("helm").map(file -> new Helm(host, file));
    }
    var file = named.get();
    if (!Files.isExecutable(file) || Files.isDirectory(file)) {
      throw new Failure(
          Kind.NOT_FOUND,
          "\"%s\" is no program".formatted(file),
          "--helm FILE names the helm program");
    }
    return Optional.of(new Helm(host, file));
  }

  /// Where the program is.
  public Path file() {
    return file;
  }

  /// Its version, such as `v4.2.1`, asked for once.
  ///
  /// @throws Failure (usage) where the program is not Helm 3 or newer
  public synchronized String version() {
    var known = version;
    if (known == null) {
      known = askVersion();
      version = known;
    }
    return known;
  }

  private String askVersion() {
    var said = call(Path.of("/"), List.of("version", "--short"), NOTHING, AT_ONCE);
    var first = said.text().strip().replaceFirst("\\+.*", "");
    if (said.exit() != 0 || !first.matches("v([3-9]|[1-9][0-9]+)(\\.[0-9]+){1,2}(-\\S+)?")) {
      throw new Failure(
          Kind.USAGE,
          "\"%s\" is not Helm 3 or 4".formatted(file),
          "check with: %s version".formatted(file));
    }
    return first;
  }

  /// Renders a chart. Only values files that are URLs touch the network.
  public HelmOutcome template(HelmRequest request) {
    var chart = request.chart();
    var text = request.values().text().getBytes(UTF_8);
    try {
      var said = program.run(chart, request.arguments(), text, RENDERING);
      return said.exit() == 0
          ? new HelmOutcome.Rendered(said.text(), HelmWords.warnings(said.err(), chart))
          : new HelmOutcome.Failed(HelmWords.error(said.err(), chart));
    } catch (IOException e) {
      requireStarted(e);
      return new HelmOutcome.Failed(HelmWords.error(String.valueOf(e.getMessage()), chart));
    }
  }

  /// Lints a chart, each time as if installed with these values files.
  public HelmLint lint(Path chart, List<String> valuesFiles) {
    var arguments = new ArrayList<>(List.of("lint", "."));
    valuesFiles.forEach(values -> arguments.addAll(List.of("--values", values)));
    var said = call(chart, arguments, NOTHING, RENDERING);
    return new HelmLint(
        said.exit() != 0, HelmWords.messages(said.text() + "\n" + said.err(), chart));
  }

  /// Lints several charts in one call, which takes little longer than one.
  public HelmLints lint(List<Path> charts) {
    var arguments = new ArrayList<>(List.of("lint"));
    charts.forEach(chart -> arguments.add(chart.toString()));
    var said = call(Path.of("/"), arguments, NOTHING, RENDERING);
    return HelmLints.read(charts, said.text(), said.err());
  }

  /// Fetches what a chart's `Chart.yaml` or `Chart.lock` declares into its `charts/`, as `helm
  /// dependency build` does.
  ///
  /// @param chart a folder that may be written to
  /// @param repositories those on the web that it names, which Helm wants to be told before
  /// @return Helm's words where it could not
  public Optional<String> buildDependencies(Path chart, List<String> repositories) {
    for (var repository : repositories) {
      var name = "r" + Integer.toHexString(repository.hashCode());
      var added = call(chart, List.of("repo", "add", name, repository), NOTHING, FETCHING);
      if (added.exit() != 0) {
        return Optional.of(HelmWords.error(added.err(), chart));
      }
    }
    var said = call(chart, List.of("dependency", "build"), NOTHING, FETCHING);
    return said.exit() == 0 ? Optional.empty() : Optional.of(HelmWords.error(said.err(), chart));
  }

  /// Fetches a packaged chart and unpacks it into a folder of its name below another one.
  ///
  /// @param repository an address of a repository of charts (https), or of a registry (oci)
  /// @param version empty for the newest
  /// @throws Failure (unreachable) in Helm's words where it cannot be had
  public void pull(String repository, String chart, String version, Path into) {
    var arguments = new ArrayList<>(List.of("pull"));
    if (repository.matches("https?://.*")) {
      arguments.addAll(List.of(chart, "--repo", repository));
    } else {
      var registry = repository.replaceFirst("^oci://", "").replaceFirst("/+$", "");
      arguments.add("oci://%s/%s".formatted(registry, chart));
    }
    if (!version.isEmpty()) {
      arguments.addAll(List.of("--version", version));
    }
    if (repository.matches("(?:oci://)?(?:localhost|127\\.0\\.0\\.1)(?:[:/].*)?")) {
      arguments.add("--plain-http");
    }
    arguments.addAll(List.of("--untar", "--untardir", into.toString()));
    var said = call(into, arguments, NOTHING, FETCHING);
    if (said.exit() != 0) {
      throw new Failure(
              Kind.UNREACHABLE,
              "the chart %s%s cannot be fetched from %s"
                  .formatted(
                      chart, version.isEmpty() ? "" : " " + version, Secrets.masked(repository)),
              "check with: helm pull %s".formatted(String.join(" ", arguments.subList(1, 4))))
          .because(HelmWords.error(said.err(), into));
    }
  }

  private Programs.Finished call(
      Path folder, List<String> arguments, byte[] input, Duration limit) {
    try {
      return program.run(folder, arguments, input, limit);
    } catch (IOException e) {
      throw new Failure(
          Kind.BUG,
          "\"%s %s\" did not work".formatted(file, String.join(" ", arguments)),
          "check with: %s version".formatted(file),
          e);
    }
  }

  /// What hinders the program from running at all is nothing of the chart.
  private void requireStarted(IOException e) {
    if (String.valueOf(e.getMessage()).startsWith("Cannot run program")) {
      throw new Failure(
          Kind.USAGE,
          "\"%s\" cannot be run".formatted(file),
          "check with: %s version".formatted(file),
          e);
    }
  }

  /// Deletes what it kept.
  @Override
  public void close() {
    home.close();
  }
}
