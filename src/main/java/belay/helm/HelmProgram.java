package belay.helm;

import belay.host.Host;
import belay.host.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// Calls of the helm program, far from the user's settings and from any cluster, and no more at
/// once than there are processors: each takes one, and some 60 MB. Safe for use by several threads.
final class HelmProgram {
  private static final Set<String> CLUSTER =
      Set.of("KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT", "KUBECONFIG");

  /// Without rubbish to be collected, and on one processor each, a call takes a quarter less; the
  /// limit is for large charts. A third of the rest goes into texts of kubectl, which Helm never
  /// says: those of its default language are packed at each start, 350 KB of them, and there are
  /// the fewest in French. What Helm itself says is English everywhere.
  private static final Map<String, String> SPEED =
      Map.of(
          "GOGC", "off", "GOMEMLIMIT", "384MiB", "GOMAXPROCS", "1", "LC_MESSAGES", "fr_FR.UTF-8");

  private static final int LARGEST_OUTPUT = 64 << 20;
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final Host host;
  private final Programs programs;
  private final Path file;
  private final Path home;
  private final Semaphore free = new Semaphore(PROCESSORS);

  /// @param file the program
  /// @param home a folder of its own, for what it keeps
  HelmProgram(Host host, Path file, Path home) {
    this.host = host;
    this.programs = new Programs(host);
    this.file = file;
    this.home = home;
  }

  /// What `helm registry login` has written; Docker's own logins Helm finds by itself.
  private Optional<Path> logins() {
    return host.env("HELM_REGISTRY_CONFIG")
        .map(host.cwd()::resolve)
        .or(() ->
            Optional.of(
                host.env("XDG_CONFIG_HOME")
                    .map(Path::of)
                    .orElse(host.home().resolve(".config"))
                    .resolve("helm/registry/config.json")))
        .filter(Files::isRegularFile);
  }

  /// Runs it to its end.
  ///
  /// @throws IOException where it takes too long or says too much
  Programs.Finished run(Path folder, List<String> arguments, byte[] input, Duration limit)
      throws IOException {
    var command = new ArrayList<>(List.of(file.toString()));
    command.addAll(arguments);
    var builder = programs.prepare(folder, command, Map.of());
    var env = builder.environment();
    env.keySet().removeIf(name -> name.startsWith("HELM_") || CLUSTER.contains(name));
    env.remove("LC_ALL");
    env.putAll(SPEED);
    env.put("KUBECONFIG", "/dev/null");
    env.put("HELM_CACHE_HOME", home.resolve("cache").toString());
    env.put("HELM_CONFIG_HOME", home.resolve("config").toString());
    env.put("HELM_DATA_HOME", home.resolve("data").toString());
    logins().ifPresent(file -> env.put("HELM_REGISTRY_CONFIG", file.toString()));
    free.acquireUninterruptibly();
    try {
      return programs.runWhole(builder, input, limit, LARGEST_OUTPUT);
    } finally {
      free.release();
    }
  }
}
