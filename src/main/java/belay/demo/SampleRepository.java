package belay.demo;

import belay.git.GitRepo;
import belay.git.location.GitSettings;
import belay.git.object.Draft;
import belay.host.Host;
import belay.host.Log;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A small GitOps repository of the recommended structure: what a team has before Belay, with tags
/// in its values files, and with comments that must survive.
public final class SampleRepository {
  private static final List<String> ENVIRONMENTS = List.of("development", "staging", "production");
  private static final List<String> SERVICES = List.of("api", "web", "worker");

  private SampleRepository() {}

  /// Creates the bare repository.
  ///
  /// @param folder where it is created
  /// @param registry the registry's `host:port`, for the values files
  public static void create(Host host, Path folder, String registry) {
    GitRepo.initBare(host, folder, "main");
    var settings = GitSettings.of(folder.toString()).withBranch("main");
    try (var repo = GitRepo.open(host, Log.none(), settings);
        var update = repo.firstUpdate()) {
      var _ = update.base();
      var _ =
          update.push(
              new Draft(files(registry), "Begin with three services in three environments\n"));
    }
  }

  private static Map<String, byte[]> files(String registry) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (var environment : ENVIRONMENTS) {
      for (var service : SERVICES) {
        files.put(
            "environments/%s/values/%s.yaml".formatted(environment, service),
            values(registry, environment, service).getBytes(StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  private static String values(String registry, String environment, String service) {
    return """
    # %s in %s
    replicaCount: 2   # the autoscaler changes it

    image:
      repository: %s/shop/%s
      tag: "1.0.0"   # who knows what this is today?
      pullPolicy: IfNotPresent

    env: { LOG_LEVEL: info }
    """
        .formatted(service, environment, registry, service);
  }
}
