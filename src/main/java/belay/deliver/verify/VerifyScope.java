package belay.deliver.verify;

import belay.config.Config;
import belay.config.ConfigFiles;
import belay.config.Environment;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which part of a repository is looked at.
///
/// @param environments the names of those that are meant; all where none was named
/// @param all whether that is every environment
/// @param services those that are meant; empty for all
/// @param changed what has changed; empty where everything counts
record VerifyScope(
    List<String> environments, boolean all, List<String> services, Optional<Set<String>> changed) {
  /// @param changed what has changed since the revision asked for; a change of `belay.yaml` counts
  ///   as one of everything
  static VerifyScope of(VerifyRequest request, Config config, Optional<Set<String>> changed) {
    request.environments().forEach(config::environment);
    var environments =
        request.environments().isEmpty()
            ? config.environments().stream().map(Environment::name).toList()
            : request.environments();
    return new VerifyScope(
        environments,
        request.environments().isEmpty(),
        request.services(),
        changed.filter(paths -> !paths.contains(ConfigFiles.NAME)));
  }

  /// Refuses services that no environment has.
  void requireKnown(Set<String> known) {
    for (var service : services) {
      if (!known.contains(service)) {
        throw new Failure(
            Kind.NOT_FOUND,
            "no service \"%s\"%s".formatted(service, Suggest.hint(service, known)),
            "belay status lists all");
      }
    }
  }

  /// Whether a service in an environment is meant.
  boolean has(String service, String environment) {
    return environments.contains(environment) && (services.isEmpty() || services.contains(service));
  }

  /// Whether an Application is meant.
  ///
  /// @param environment where it delivers to; one of none is looked at with all environments
  /// @param read the services whose values it reads
  boolean has(Optional<String> environment, Set<String> read) {
    return environment.map(environments::contains).orElse(all)
        && (services.isEmpty() || read.stream().anyMatch(services::contains));
  }

  /// Whether a change can affect what is made of some files and folders.
  ///
  /// @param read paths of files, and of folders with all below
  boolean isAffected(Set<String> read) {
    return changed.isEmpty()
        || changed.get().stream()
            .anyMatch(path ->
                read.contains(path)
                    || read.contains("")
                    || read.stream().anyMatch(folder -> path.startsWith(folder + "/")));
  }

  @Override
  public String toString() {
    return environments.stream().collect(Collectors.joining(", "));
  }
}
