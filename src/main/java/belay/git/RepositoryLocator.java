package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Secrets;
import belay.git.cache.CachedRepository;
import belay.git.location.GitSettings;
import belay.git.location.Location;
import belay.git.object.LocalRepository;
import belay.git.object.WorkTrees;
import belay.git.run.Git;
import belay.git.run.GitConfig;
import belay.git.run.GitFailures;
import belay.git.run.GitUrl;
import belay.git.transport.Remote;
import belay.git.worktree.BareRepository;
import belay.git.worktree.LocalClone;
import belay.host.Host;
import belay.host.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// Finds a repository: a URL, a work tree or a bare repository.
final class RepositoryLocator {
  private RepositoryLocator() {}

  static Location find(Host host, Log log, GitSettings settings) {
    var text = settings.location();
    var path = path(host, text);
    if (!Files.exists(path) && GitUrl.looksLikeOne(text)) {
      var config = GitConfig.load(host, host.cwd());
      var url = GitUrl.parse(config.rewritten(text));
      var address = Remote.ofCache(url, GitUrl.parse(text).toString());
      return new CachedRepository(host, log, settings, address, config);
    }
    if (!Files.exists(path) && Secrets.inAddress(text)) {
      throw Secrets.refused("the repository's address");
    }
    try {
      return onDisk(host, log, settings, path);
    } catch (IOException e) {
      throw GitFailures.local(path.toString(), e);
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
      var git = Git.in(host, path).with(List.of("--git-dir=" + path));
      return new BareRepository(host, settings, path, new LocalRepository(git, path));
    }
    var parent = path.getParent();
    var tree = WorkTrees.around(path.endsWith(".git") && parent != null ? parent : path);
    if (tree.isEmpty()) {
      throw new Failure(
          Kind.NOT_FOUND,
          "no git repository at \"%s\", nor above it".formatted(settings.location()),
          "name it: --repo PATH or --repo URL");
    }
    var root = tree.get().root();
    var repository = new LocalRepository(Git.in(host, root), tree.get().gitDirectory());
    return new LocalClone(host, log, settings, root, repository);
  }
}
