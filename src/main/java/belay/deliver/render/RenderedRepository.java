package belay.deliver.render;

import belay.config.Config;
import belay.config.ConfigFiles;
import belay.deliver.environment.ConfigSource;
import belay.failure.Failure;
import belay.git.GitRepo;
import belay.helm.LazyHelm;
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

/// A repository that is to be rendered: its files as they stand, its configuration, and all that
/// rendering needs. Where it is a clone, the work tree counts, and nothing is fetched of it.
public final class RenderedRepository implements AutoCloseable {
  private static final Duration FETCHING = Duration.ofMinutes(5);

  private final SourceTree tree;
  private final Config config;
  private final LazyHelm helm;
  private final RemoteFiles remote;
  private final Renderer renderer;

  private RenderedRepository(
      SourceTree tree, Config config, LazyHelm helm, RemoteFiles remote, Renderer renderer) {
    this.tree = tree;
    this.config = config;
    this.helm = helm;
    this.remote = remote;
    this.renderer = renderer;
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
      var helm = new LazyHelm(host, log, settings.helm());
      var remote = new RemoteFiles(host, log, helm, FETCHING);
      var files = new LocalFiles(tree, addresses(repo, config, settings), remote);
      return new RenderedRepository(
          tree, config, helm, remote, new Renderer(host, tree, files, config, settings, helm));
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
    helm.close();
    tree.close();
  }
}
