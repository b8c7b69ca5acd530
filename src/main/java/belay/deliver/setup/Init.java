package belay.deliver.setup;

import belay.config.Config;
import belay.config.ConfigFiles;
import belay.deliver.plan.CommitLoop;
import belay.deliver.setup.convention.ArgoCdObjects;
import belay.deliver.setup.convention.Conventions;
import belay.deliver.setup.convention.Counterparts;
import belay.deliver.setup.convention.ExistingFiles;
import belay.deliver.setup.convention.InitRequest;
import belay.deliver.setup.convention.Places;
import belay.deliver.setup.convention.RootObject;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Secrets;
import belay.git.GitRepo;
import belay.git.location.GitSettings;
import belay.git.object.Commit;
import belay.host.Host;
import belay.host.Log;
import belay.scaffold.Structure;
import belay.scaffold.application.AppOfApps;
import belay.scaffold.application.AppProject;
import belay.scaffold.application.ApplicationSet;
import belay.scaffold.application.GitOpsRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Makes a GitOps repository of a folder, of an empty repository, or of one that has something in
/// it already: adds what is missing and changes nothing. Doing it twice is doing it once.
public final class Init {
  private static final String MESSAGE = "Lay out the GitOps repository\n\nBelay-Action: init\n";

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
    request.names().requireEnvironments();
    request.names().registry().ifPresent(Config::requireRegistry);
    request.names().url().ifPresent(url -> Secrets.requireNone("--url", url));
    var folder = Places.folder(host, request.location());
    if (folder.isPresent() && !Places.isRepository(folder.get())) {
      if (write) {
        requireFolder(folder.get());
      }
      // What is refused leaves no repository behind.
      var plan = drafting(new ExistingFiles(folder, Optional.empty(), Optional.empty()));
      if (!write) {
        return plan.result(Optional.empty(), true);
      }
      GitRepo.init(host, folder.get(), request.branch());
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

  private Scaffolded plan(GitRepo repo, Optional<Path> folder) {
    var tip = repo.isEmpty() ? Optional.<Commit>empty() : Optional.of(repo.tip());
    var drafting = drafting(new ExistingFiles(folder, Optional.of(repo), tip));
    tip.ifPresent(_ -> repo.foresee(drafting.paths()));
    return drafting.result(Optional.empty(), true);
  }

  private Scaffolded land(GitRepo repo, Optional<Path> folder) {
    var done = CommitLoop.begin(repo.firstUpdate(), base -> drafted(repo, folder, base));
    return done.plan().files().result(done.landed(), false);
  }

  private DraftedFiles drafted(GitRepo repo, Optional<Path> folder, Optional<Commit> base) {
    var files = drafting(new ExistingFiles(folder, Optional.of(repo), base));
    if (base.isEmpty() && files.paths().isEmpty()) {
      throw nothingInGit();
    }
    return new DraftedFiles(files, MESSAGE);
  }

  private Failure nothingInGit() {
    return new Failure(
        Kind.REFUSED,
        "everything is in %s already, and nothing of it in Git".formatted(request.location()),
        "commit it: git -C %s add . && git commit".formatted(request.location()));
  }

  private FileDrafts drafting(ExistingFiles existing) {
    var manifests = ArgoCdObjects.of(existing.paths(), existing::look);
    var written = existing.read(ConfigFiles.NAME).map(b -> Config.parse(ConfigFiles.NAME, b));
    var keeper =
        RootObject.of(existing::look, manifests, written.map(ScaffoldInputs::applications));
    var drafting = new FileDrafts(existing::read);
    var config = written.orElseGet(() -> taken(existing, manifests, keeper, drafting));
    drafting.argocd(config.argocd().namespace());
    var site = site(existing, config, keeper, drafting);
    var listed = existing.read(site.applications() + "/kustomization.yaml").isPresent();
    var layout = ScaffoldInputs.layout(config, request.names().registry(), listed);
    if (request.wishes().imageUpdater() && layout.registry().isEmpty()) {
      throw new Failure(
          Kind.USAGE,
          "Image Updater is to be told of the registry, and none is known",
          "pass --registry HOST/PATH");
    }
    var files = Structure.files(site, layout, wishes(keeper));
    new Counterparts(existing, manifests, keeper, config).spare(files, site);
    drafting.wantAll(files);
    folders(existing, files, drafting);
    warn(existing, site, config, drafting);
    written.flatMap(file -> new UnheardFlags(request, file).warning()).ifPresent(drafting::warn);
    return drafting;
  }

  private Config taken(
      ExistingFiles existing,
      ArgoCdObjects manifests,
      Optional<RootObject> keeper,
      FileDrafts drafting) {
    var project = Places.project(request.location(), host);
    var asked =
        new Conventions.Asked(request.names(), request.sources(), project, request.manualSync());
    var taken = Conventions.over(existing, manifests, keeper, asked);
    taken.lines().forEach(line -> drafting.note("taken over into belay.yaml: " + line));
    return taken.config();
  }

  /// What makes the Applications stays what it is: a second one would make each of them twice.
  private Structure.Wishes wishes(Optional<RootObject> keeper) {
    if (request.wishes().applicationSet() && keeper.filter(k -> !k.set()).isPresent()) {
      var file = keeper.get().path();
      throw new Failure(
          Kind.REFUSED,
          "%s makes the Applications here, and an ApplicationSet would make each a second time"
              .formatted(file),
          "leave --applicationset out, or delete %s and the Applications that it reads first"
              .formatted(file));
    }
    return keeper.map(k -> request.wishes().keeping(k.path(), k.set())).orElse(request.wishes());
  }

  private GitOpsRepository site(
      ExistingFiles existing, Config config, Optional<RootObject> keeper, FileDrafts drafting) {
    var root = keeper.flatMap(RootObject::root);
    var url =
        request
            .names()
            .url()
            .or(() -> root.map(r -> r.url()))
            .or(() -> existing.repo().flatMap(GitRepo::url))
            .orElseGet(() -> unknown(drafting));
    Secrets.requireNone("the repository's address", url);
    var project = request.names().project().orElse(config.argocd().project());
    if (project.equals(AppProject.DEFAULT)) {
      drafting.warn(
          "the services' project is Argo CD's own default, which allows everything: say argocd:"
              + " {project: NAME} in belay.yaml for one that does not");
    }
    var branch =
        root.map(r -> r.branch())
            .or(() -> request.branch())
            .or(() -> existing.repo().filter(_ -> existing.hasBranch()).map(GitRepo::branch))
            .orElse("main");
    return ScaffoldInputs.site(config, url, branch, project);
  }

  private String unknown(FileDrafts drafting) {
    var url = Places.unknownUrl(Places.name(request.location(), host));
    drafting.warn(
        "Argo CD must know where the repository is, and nothing here tells: %s stands for it; pass --url URL, or replace it in the files"
            .formatted(url));
    return url;
  }

  /// Git keeps no empty folders.
  private static void folders(
      ExistingFiles existing, Map<String, String> files, FileDrafts drafting) {
    for (var path : files.keySet()) {
      if (path.endsWith("/.gitkeep")) {
        var folder = path.substring(0, path.lastIndexOf('/'));
        if (existing.list(folder).isEmpty() || existing.look(path).isPresent()) {
          drafting.want(path, "");
        }
      }
    }
  }

  private void warn(
      ExistingFiles existing, GitOpsRepository site, Config config, FileDrafts drafting) {
    if (existing.look(ApplicationSet.FILE).isPresent()
        && existing.look(AppOfApps.FILE).isPresent()) {
      drafting.warn(
          "%s and %s read the same folder, and one of them cannot: delete the one that you do not use"
              .formatted(ApplicationSet.FILE, AppOfApps.FILE));
    }
    if (request.wishes().permissive()) {
      drafting.warn(
          "projects/%s.yaml lets services create anything in the cluster: without --permissive they may do what they need"
              .formatted(site.project()));
    }
    UpdaterCheck.findings(config, existing.paths(), drafting::read)
        .forEach(finding -> drafting.warn(finding.toString()));
  }
}
