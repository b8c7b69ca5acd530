package belay.render.source;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.helm.Helm;
import belay.host.TemporaryFolder;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;

/// Packaged charts of repositories, unpacked, by version. A version is fetched once on a machine;
/// what stands for the newest of several is asked for in every run.
final class ChartCache {
  private static final Pattern EXACT = Pattern.compile("v?[0-9]+\\.[0-9]+\\.[0-9]+(?:[-+].*)?");

  private final Path root;
  private final Helm helm;

  ChartCache(Path root, Helm helm) {
    this.root = root;
    this.helm = helm;
  }

  /// The folder of a chart.
  ///
  /// @param version a version, or a range of such; empty for the newest
  Path folder(String repository, String chart, String version) {
    var name = "%s-%s-%s".formatted(repository, chart, version).replaceAll("[^A-Za-z0-9.-]+", "-");
    var place =
        root.resolve(name + "-" + Integer.toHexString((repository + chart + version).hashCode()));
    var target = place.resolve(chart.substring(chart.lastIndexOf('/') + 1));
    if (EXACT.matcher(version).matches() && Files.isDirectory(target)) {
      return target;
    }
    try (var pulled = TemporaryFolder.create("belay-chart")) {
      helm.pull(repository, chart, version, pulled.path());
      replace(pulled.path(), place);
    } catch (IOException e) {
      throw new Failure(
          Kind.REFUSED,
          "the chart %s cannot be kept in %s".formatted(chart, root),
          "make room there, or set BELAY_CACHE_DIR",
          e);
    }
    return target;
  }

  private void replace(Path pulled, Path place) throws IOException {
    if (!Files.isDirectory(root)) {
      Files.createDirectories(
          root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    var aside = Files.createTempDirectory(root, "new");
    copy(pulled, aside);
    if (Files.exists(place)) {
      Files.move(place, Files.createTempDirectory(root, "old").resolve("chart"));
    }
    try {
      Files.move(aside, place);
    } catch (FileAlreadyExistsException e) {
      // another process was faster
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.filter(it -> !it.equals(from)).toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
