package belay.deliver;

import belay.config.Config;
import belay.config.ConfigFiles;
import belay.config.Environment;
import belay.host.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Environments and services of the clone around the working directory, for completion: read from
/// the work tree, without Git, since a shell waits.
public final class CompletionNames {
  private static final int MOST = 20_000;

  private CompletionNames() {}

  /// The environments, in order of promotion; none outside of a clone.
  public static List<String> environments(Host host) {
    return RepoDiscovery.upwards(host.cwd())
        .map(root -> config(root).environments().stream().map(Environment::name).toList())
        .orElse(List.of());
  }

  /// The services of an environment, of all environments where the name is empty.
  public static List<String> services(Host host, String environment) {
    return RepoDiscovery.upwards(host.cwd())
        .map(root -> services(root, config(root), environment))
        .orElse(List.of());
  }

  private static List<String> services(Path root, Config config, String environment) {
    return config.environments().stream()
        .map(Environment::name)
        .filter(name -> environment.isEmpty() || name.equals(environment))
        .flatMap(name -> files(root, root.resolve(config.valuesDirectory(name))))
        .flatMap(path -> config.serviceOf(path).stream())
        .map(location -> location.service())
        .distinct()
        .sorted()
        .toList();
  }

  private static Stream<String> files(Path root, Path directory) {
    if (!Files.isDirectory(directory)) {
      return Stream.empty();
    }
    try (var files = Files.walk(directory)) {
      return files
          .limit(MOST)
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + directory, e);
    }
  }

  private static Config config(Path root) {
    var file = root.resolve(ConfigFiles.NAME);
    return Optional.of(file)
        .filter(Files::isRegularFile)
        .map(f -> ConfigFiles.read(f.toString(), f))
        .orElseGet(Config::recommended);
  }
}
