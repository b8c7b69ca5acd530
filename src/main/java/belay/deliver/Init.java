package belay.deliver;

import belay.config.Config;
import belay.config.ConfigFiles;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Secrets;
import belay.git.Commit;
import belay.git.Draft;
import belay.git.GitRepo;
import belay.git.GitSettings;
import belay.git.Landing;
import belay.host.Host;
import belay.host.Log;
import belay.scaffold.AppProject;
import belay.scaffold.Layout;
import belay.scaffold.Site;
import belay.scaffold.Structure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Makes a GitOps repository of a folder, of an empty repository, or of one that has something in
/// it already: adds what is missing and changes nothing. Doing it twice is doing it once.
public final class Init {
  private static final String SOURCES_VALUES = "sources/values/{environment}/{service}.yaml";
  private static final String SOURCES_CHARTS = "sources/charts/{service}";

  private final Host host;
  private final Log log;
  private final InitRequest request;

  private Init(Host host, Log log, InitRequest request) {
    this.host = host;
    this.log = log;
    this.request = request;
  }

  /// What would be added; writes nothing anywhere.
  public static Scaffolded plan(Host host, Log log, InitRequest request) {
    return new Init(host, log, request).run(false);
  }

  /// Adds it, as one commit.
  public static Scaffolded run(Host host, Log log, InitRequest request) {
    return new Init(host, log, request).run(true);
  }

  private Scaffolded run(boolean write) {
    request.names().registry().ifPresent(Config::requireRegistry);
    request.names().url().ifPresent(url -> Secrets.requireNone("--url", url));
    var folder = Places.folder(host, request.location());
    if (folder.isPresent() && !Places.isRepository(folder.get())) {
      if (!write) {
        return drafting(new Ground(folder, Optional.empty(), Optional.empty()))
            .result(Optional.empty(), true);
      }
      requireFolder(folder.get());
      GitRepo.init(host, folder.get());
    }
    var settings =
        new GitSettings(request.location(), request.branch(), request.push(), request.timeout());
    try (var repo = GitRepo.open(host, log, settings)) {
      return write ? land(repo, folder) : plan(repo, folder);
    }
  }

  private static void requireFolder(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new Failure(
          Kind.USAGE,
          "\"%s\" is a file".formatted(folder),
          "name a folder, a bare repository or a URL");
    }
  }

  /// What the repository is like before.
  private record Ground(Optional<Path> folder, Optional<GitRepo> repo, Optional<Commit> tip) {
    /// A file that is there, committed or not: neither is overwritten.
    Optional<byte[]> read(String path) {
      return tip.flatMap(t -> repo.flatMap(r -> r.read(t.id(), path)))
          .or(() -> folder.flatMap(f -> Places.read(f.resolve(path))));
    }

    List<String> list(String directory) {
      return tip.flatMap(t -> repo.map(r -> r.list(t.id(), directory))).orElse(List.of());
    }
  }

  private Scaffolded plan(GitRepo repo, Optional<Path> folder) {
    var tip = repo.isEmpty() ? Optional.<Commit>empty() : Optional.of(repo.tip());
    return drafting(new Ground(folder, Optional.of(repo), tip)).result(Optional.empty(), true);
  }

  private Scaffolded land(GitRepo repo, Optional<Path> folder) {
    var last = new AtomicReference<Drafting>();
    var landing = repo.isEmpty() ? landFirst(repo, folder, last) : landOn(repo, folder, last);
    var drafting = Optional.ofNullable(last.get()).orElseThrow();
    return drafting.result(Outcome.Landed.of(landing, repo), false);
  }

  private Landing landOn(GitRepo repo, Optional<Path> folder, AtomicReference<Drafting> last) {
    return repo.land(tip -> draft(new Ground(folder, Optional.of(repo), Optional.of(tip)), last));
  }

  /// The repository is no longer empty where somebody else was faster.
  private Landing landFirst(GitRepo repo, Optional<Path> folder, AtomicReference<Drafting> last) {
    var draft = draft(new Ground(folder, Optional.of(repo), Optional.empty()), last);
    try {
      return repo.landFirst(draft.orElseThrow(this::nothingInGit));
    } catch (Failure failure) {
      if (failure.kind() != Kind.CONFLICT) {
        throw failure;
      }
      return landOn(repo, folder, last);
    }
  }

  private Failure nothingInGit() {
    return new Failure(
        Kind.REFUSED,
        "everything is in %s already, and nothing of it in Git".formatted(request.location()),
        "commit it: git -C %s add . && git commit".formatted(request.location()));
  }

  private Optional<Draft> draft(Ground ground, AtomicReference<Drafting> last) {
    var drafting = drafting(ground);
    last.set(drafting);
    return drafting.draft("Lay out the GitOps repository\n\nBelay-Action: init\n");
  }

  private Drafting drafting(Ground ground) {
    var written = ground.read(ConfigFiles.NAME);
    var config = written.map(b -> Config.parse(ConfigFiles.NAME, b)).orElseGet(() -> seen(ground));
    var drafting = new Drafting(ground::read);
    drafting.argocd(config.argocd().namespace());
    var site = site(ground, config, written.isPresent(), drafting);
    var layout = written.isPresent() ? layout(ground, site, config) : fresh(ground, site, config);
    if (request.wishes().imageUpdater() && layout.registry().isEmpty()) {
      throw new Failure(
          Kind.USAGE,
          "Image Updater is to be told of the registry, and none is known",
          "pass --registry HOST/PATH");
    }
    var files = Structure.files(site, layout, request.wishes());
    drafting.wantAll(files);
    folders(ground, files, drafting);
    warn(ground, site, config, drafting);
    if (written.isPresent()) {
      unheard(config, drafting);
    }
    return drafting;
  }

  /// The recommended structure, with the environments that have a folder.
  private static Config seen(Ground ground) {
    var config = Config.recommended();
    return config.withEnvironmentsOf(ground.list(config.valuesRoot()));
  }

  private Layout layout(Ground ground, Site site, Config config) {
    var listed = ground.read(site.applications() + "/kustomization.yaml").isPresent();
    return Sites.layout(config, request.names().registry(), listed);
  }

  private Layout fresh(Ground ground, Site site, Config config) {
    var usual = layout(ground, site, config);
    var keys = List.of(request.names().repositoryKey().orElse("repository"), "digest", "tag");
    return new Layout(
        request.sources() ? SOURCES_VALUES : usual.values(),
        usual.applications(),
        request.sources() ? SOURCES_CHARTS : usual.charts(),
        usual.imagePath(),
        keys,
        usual.registry(),
        usual.listed());
  }

  private Site site(Ground ground, Config config, boolean written, Drafting drafting) {
    var root = RootFile.read(ground::read);
    var url =
        request
            .names()
            .url()
            .or(() -> root.map(r -> r.url()))
            .or(() -> ground.repo().flatMap(GitRepo::url))
            .orElseGet(() -> unknown(drafting));
    Secrets.requireNone("the repository's address", url);
    if (project(config, written).equals(AppProject.DEFAULT)) {
      drafting.warn(
          "the services' project is Argo CD's own default, which allows everything: say argocd:"
              + " {project: NAME} in belay.yaml for one that does not");
    }
    var branch =
        root.map(r -> r.branch())
            .or(() -> request.branch())
            .or(() ->
                ground
                    .repo()
                    .filter(_ -> ground.tip().isPresent() || ground.folder().isPresent())
                    .map(GitRepo::branch))
            .orElse("main");
    return Sites.site(config, url, branch, project(config, written));
  }

  private String project(Config config, boolean written) {
    return request
        .names()
        .project()
        .orElse(written ? config.argocd().project() : Places.project(request.location(), host));
  }

  private String unknown(Drafting drafting) {
    var url = Places.unknownUrl(Places.name(request.location(), host));
    drafting.warn(
        "Argo CD must know where the repository is, and nothing here tells: %s stands for it; pass --url URL, or replace it in the files"
            .formatted(url));
    return url;
  }

  /// Git keeps no empty folders.
  private static void folders(Ground ground, Map<String, String> files, Drafting drafting) {
    for (var path : files.keySet()) {
      if (path.endsWith("/.gitkeep")) {
        var folder = path.substring(0, path.lastIndexOf('/'));
        if (ground.list(folder).isEmpty() || ground.read(path).isPresent()) {
          drafting.want(path, "");
        }
      }
    }
  }

  /// What the flags say of names, a `belay.yaml` that is there says already.
  private void unheard(Config config, Drafting drafting) {
    var names = request.names();
    var layout = request.sources() && !config.paths().values().toString().equals(SOURCES_VALUES);
    var registry = names.registry().isPresent() && !names.registry().equals(config.registry());
    var project =
        names.project().isPresent() && !names.project().get().equals(config.argocd().project());
    var key =
        names.repositoryKey().isPresent()
            && !names.repositoryKey().get().equals(config.imageKeys().repository());
    if (layout || registry || project || key) {
      drafting.warn("belay.yaml is there and stays as it is: write into it what the flags say");
    }
  }

  private void warn(Ground ground, Site site, Config config, Drafting drafting) {
    if (request.wishes().permissive()) {
      drafting.warn(
          "projects/%s.yaml lets services create anything in the cluster: without --permissive they may do what they need"
              .formatted(site.project()));
    }
    UpdaterCheck.findings(config, ground.list(""), drafting::read)
        .forEach(finding -> drafting.warn(finding.toString()));
  }
}
