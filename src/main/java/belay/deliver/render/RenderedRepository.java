package belay.deliver.render;

import belay.config.Config;
import belay.config.ConfigFiles;
import belay.deliver.environment.ConfigSource;
import belay.failure.Failure;
import belay.git.GitRepo;
import belay.helm.Helm;
import belay.host.Host;
import belay.host.Log;
import belay.render.RenderSettings;
import belay.render.Renderer;
import belay.render.source.LocalFiles;
import belay.render.source.RemoteFiles;
import belay.render.tree.SourceTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A repository that is to be rendered: its files as they stand, its configuration, and all that
/// rendering needs. Where it is a clone, the work tree counts, and nothing is fetched of it.
public final class RenderedRepository implements AutoCloseable {
  private static final Duration FETCHING = Duration.ofMinutes(5);

  private final SourceTree tree;
  private final Config config;
  private final Remote remote;
  private final Renderer renderer;

  private RenderedRepository(SourceTree tree, Config config, Remote remote, Renderer renderer) {
    this.tree = tree;
    this.config = config;
    this.remote = remote;
    this.renderer = renderer;
  }

  /// What is elsewhere, and how charts there are pulled: by the renderer's own helm, which is known
  /// only later.
  private static final class Remote implements AutoCloseable {
    private final RemoteFiles files;
    private Optional<Helm> helm = Optional.empty();

    private Remote(Host host, Log log, RenderSettings settings) {
      this.files = new RemoteFiles(host, log, () -> helm(host, settings), FETCHING);
    }

    private synchronized Helm helm(Host host, RenderSettings settings) {
      if (helm.isEmpty()) {
        helm = Optional.of(Helm.find(host, settings.helm()));
      }
      return helm.get();
    }

    @Override
    public void close() {
      files.close();
      helm.ifPresent(Helm::close);
    }
  }

  /// Opens one.
  ///
  /// @param workTree whether a clone's files count as they are; else, and where there are none, the
  ///   branch's newest commit
  public static RenderedRepository open(
      Host host,
      Log log,
      GitRepo repo,
      ConfigSource configs,
      boolean workTree,
      RenderSettings settings) {
    var tree =
        workTree && repo.workTree().isPresent()
            ? SourceTree.ofWorkTree(repo, repo.checkedOut().orElse(""))
            : SourceTree.ofCommit(repo, repo.tip().id(), "");
    try {
      var config = config(configs, tree);
      var remote = new Remote(host, log, settings);
      var files = new LocalFiles(tree, addresses(repo, config, settings), remote.files);
      return new RenderedRepository(
          tree, config, remote, new Renderer(host, log, tree, files, config, settings));
    } catch (Failure e) {
      tree.close();
      throw e;
    }
  }

  private static Config config(ConfigSource configs, SourceTree tree) {
    if (configs.given().isPresent()) {
      var given = configs.given().get();
      return ConfigFiles.read(given.toString(), given);
    }
    return tree.read(ConfigFiles.NAME)
        .map(bytes -> Config.parse(ConfigFiles.NAME, bytes))
        .orElseGet(() -> Config.recommended().withEnvironmentsOf(List.copyOf(tree.paths())));
  }

  private static List<String> addresses(GitRepo repo, Config config, RenderSettings settings) {
    List<String> all = new ArrayList<>(settings.addresses());
    all.addAll(repo.addresses());
    config.argocd().repository().ifPresent(all::add);
    repo.workTree().ifPresent(root -> all.add(root.toString()));
    return all;
  }

  /// Where its files are on this machine.
  public Path root() {
    return tree.root();
  }

  /// Its files.
  public SourceTree tree() {
    return tree;
  }

  /// What holds in it.
  public Config config() {
    return config;
  }

  public Renderer renderer() {
    return renderer;
  }

  @Override
  public void close() {
    renderer.close();
    remote.close();
    tree.close();
  }
}
