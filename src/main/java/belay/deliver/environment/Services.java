package belay.deliver.environment;

import belay.config.Config;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.git.GitRepo;
import java.util.List;

/// Which services an environment has: those with a values file.
public final class Services {
  private Services() {}

  /// The services of an environment at a commit, sorted.
  public static List<String> in(GitRepo repo, String commit, Config config, String environment) {
    return repo.list(commit, config.valuesDirectory(environment)).stream()
        .flatMap(path -> config.serviceOf(path).stream())
        .filter(location -> location.environment().equals(environment))
        .map(location -> location.service())
        .distinct()
        .sorted()
        .toList();
  }

  /// The error about a service that is in no environment.
  public static Failure unknown(GitRepo repo, String commit, Config config, String service) {
    var known =
        config.environments().stream()
            .flatMap(environment -> in(repo, commit, config, environment.name()).stream())
            .distinct()
            .toList();
    return new Failure(
        Kind.NOT_FOUND,
        "no service \"%s\"%s".formatted(service, Suggest.hint(service, known)),
        "belay status lists all");
  }

  /// The error about a service that has no values file.
  public static Failure unknown(GitRepo repo, String commit, Config config, Place place) {
    var known = in(repo, commit, config, place.environment());
    return new Failure(
        Kind.NOT_FOUND,
        "no service \"%s\" in %s: there is no %s%s"
            .formatted(
                place.service(),
                place.environment(),
                place.file(),
                Suggest.hint(place.service(), known)),
        "check the name (belay status lists all), or commit %s".formatted(place.file()));
  }
}
