package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.host.Log;

/// Finds out what a location is: a URL, a work tree or a bare repository.
final class Locations {
  private Locations() {}

  static Location find(Host host, Log log, GitSettings settings) {
    log.explain(() -> "repository " + settings.location());
    throw new Failure(
        Kind.NOT_FOUND,
        "no git repository at \"%s\"".formatted(settings.location()),
        "git init " + host.cwd());
  }
}
