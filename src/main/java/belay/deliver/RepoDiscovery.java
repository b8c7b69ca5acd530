package belay.deliver;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where the GitOps repository is when nobody says: upwards from the working directory, else
/// `BELAY_REPO`.
///
/// A Git work tree counts when it has a `belay.yaml` or the recommended structure; the clone of an
/// application, in which CI jobs usually stand, does not.
final class RepoDiscovery {
  private RepoDiscovery() {}

  static String find(Host host) {
    return upwards(host.cwd())
        .map(Path::toString)
        .or(() -> host.env("BELAY_REPO"))
        .orElseThrow(() ->
            new Failure(
                Kind.USAGE,
                "no GitOps repository here or above: %s".formatted(host.cwd()),
                "pass --repo PATH|URL, or set BELAY_REPO, or change into a clone of it (it has a"
                    + " belay.yaml or environments/ at its root)"));
  }

  static Optional<Path> upwards(Path from) {
    for (var folder = from; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(".git"))) {
        return Optional.of(folder).filter(RepoDiscovery::isGitOps);
      }
    }
    return Optional.empty();
  }

  private static boolean isGitOps(Path root) {
    return Files.isRegularFile(root.resolve("belay.yaml"))
        || Files.isDirectory(root.resolve("environments"));
  }
}
