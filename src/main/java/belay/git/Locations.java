package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Secrets;
import belay.host.Host;
import belay.host.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// Finds out what a location is: a URL, a work tree or a bare repository.
final class Locations {
  private Locations() {}

  static Location find(Host host, Log log, GitSettings settings) {
    Jgit.ready();
    var text = settings.location();
    var path = path(host, text);
    if (!Files.exists(path) && GitUrl.looksLikeOne(text)) {
      var config = UserConfig.load(host, host.cwd());
      var url = GitUrl.parse(new UrlRewrite(config).forFetch(text));
      return new RemoteCache(host, log, settings, url, config);
    }
    if (!Files.exists(path) && Secrets.inAddress(text)) {
      throw Secrets.refused("the repository's address");
    }
    try {
      return onDisk(host, log, settings, path);
    } catch (IOException e) {
      throw Failures.local(path.toString(), e);
    }
  }

  private static Path path(Host host, String text) {
    try {
      return host.cwd().resolve(text).normalize();
    } catch (InvalidPathException _) {
      return host.cwd();
    }
  }

  private static Location onDisk(Host host, Log log, GitSettings settings, Path path)
      throws IOException {
    if (WorkTrees.isGitDirectory(path) && !path.endsWith(".git")) {
      ObjectFormat.requireSha1(path);
      var bare = new FileRepositoryBuilder().setGitDir(path.toFile()).setBare().build();
      return new BareRepository(host, settings, path, bare);
    }
    var parent = path.getParent();
    var tree = WorkTrees.around(path.endsWith(".git") && parent != null ? parent : path);
    if (tree.isEmpty()) {
      throw new Failure(
          Kind.NOT_FOUND,
          "no git repository at \"%s\", nor above it".formatted(settings.location()),
          "name it: --repo PATH or --repo URL");
    }
    ObjectFormat.requireSha1(tree.get().gitDirectory());
    var repository =
        new FileRepositoryBuilder()
            .setGitDir(tree.get().gitDirectory().toFile())
            .setWorkTree(tree.get().root().toFile())
            .build();
    return new LocalClone(host, log, settings, tree.get().root(), repository);
  }
}
