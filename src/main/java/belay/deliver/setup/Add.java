package belay.deliver.setup;

import belay.config.Config;
import belay.deliver.environment.ConfigSource;
import belay.deliver.model.Confirmation;
import belay.deliver.model.Trailers;
import belay.deliver.plan.CommitLoop;
import belay.deliver.plan.CommitText;
import belay.deliver.plan.Resolver;
import belay.deliver.setup.convention.ArgoCdObjects;
import belay.deliver.setup.convention.Places;
import belay.deliver.setup.convention.RootObject;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.GitRepo;
import belay.git.object.Commit;
import belay.image.ImageRef;
import belay.image.Repository;
import belay.scaffold.application.GitOpsRepository;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Adds services to a GitOps repository, all in one commit. Adding twice is adding once.
public final class Add {
  private static final String ACTION = "add";

  private final GitRepo repo;
  private final ConfigSource configs;
  private final Resolver resolver;
  private final Confirmation confirm;

  public Add(GitRepo repo, ConfigSource configs, Resolver resolver, Confirmation confirm) {
    this.repo = repo;
    this.configs = configs;
    this.resolver = resolver;
    this.confirm = confirm;
  }

  /// What would be made; nothing is written.
  public Scaffolded plan(List<NewService> services) {
    var drafting = drafted(repo.tip(), services).files();
    repo.foresee(drafting.paths());
    return drafting.result(Optional.empty(), true);
  }

  /// Makes the files and commits them.
  public Scaffolded run(List<NewService> services) {
    var done = CommitLoop.run(repo.update(), tip -> drafted(tip, services));
    return done.plan().files().result(done.landed(), false);
  }

  private static String message(List<NewService> services, List<FirstPin> pins) {
    var names = services.stream().map(NewService::name).toList();
    var what = names.size() <= 3 ? String.join(", ", names) : names.size() + " services";
    var text = new StringBuilder("Add %s\n\n".formatted(what));
    pins.forEach(pin -> pin.trailers(text));
    CommitText.trailer(text, Trailers.ACTION, Optional.of(ACTION));
    return text.toString();
  }

  private DraftedFiles drafted(Commit tip, List<NewService> services) {
    var config = configs.used(tip.id());
    var drafting = new FileDrafts(path -> repo.read(tip.id(), path));
    drafting.argocd(config.argocd().namespace());
    var paths = repo.list(tip.id(), "");
    var keeper = keeper(config, paths, drafting);
    var site = site(config, keeper, drafting);
    var images = images(services, config);
    List<FirstPin> pins = new ArrayList<>();
    for (var service : services) {
      var image = Optional.ofNullable(images.get(service)).orElseThrow();
      var chart = charts(paths, drafting).of(service, config);
      var own =
          new ChartImage(config, site, drafting, configs.given().isEmpty(), confirm)
              .settled(service.name(), chart);
      ServiceFiles.of(own, site, drafting, service, image, chart)
          .make(keeper.filter(RootObject::set).isPresent())
          .ifPresent(pins::add);
    }
    UpdaterCheck.findings(config, paths, drafting::read)
        .forEach(finding -> drafting.warn(finding.toString()));
    return new DraftedFiles(drafting, message(services, pins));
  }

  /// Those that are made in the same commit are there for the next service.
  private static RepositoryCharts charts(List<String> paths, FileDrafts drafting) {
    var all = Stream.concat(paths.stream(), drafting.paths().stream()).distinct().toList();
    return new RepositoryCharts(all, drafting::read);
  }

  /// Only where there is none by the usual name, all files are looked at.
  private static Optional<RootObject> keeper(
      Config config, List<String> paths, FileDrafts drafting) {
    return RootObject.named(drafting::look)
        .or(() ->
            RootObject.of(
                drafting::look,
                ArgoCdObjects.of(paths, drafting::look),
                Optional.of(ScaffoldInputs.applications(config))));
  }

  private GitOpsRepository site(Config config, Optional<RootObject> keeper, FileDrafts drafting) {
    var root = keeper.flatMap(RootObject::root);
    var url =
        root.map(r -> r.url())
            .or(repo::url)
            .orElseGet(() -> {
              var unknownUrl = Places.unknownUrl(config.argocd().project() + "-gitops");
              drafting.warn(
                  "nothing tells where Argo CD finds this repository: %s stands for it; belay init makes an app-of-apps.yaml that says it"
                      .formatted(unknownUrl));
              return unknownUrl;
            });
    return ScaffoldInputs.site(
        config, url, root.map(r -> r.branch()).orElseGet(repo::branch), config.argocd().project());
  }

  /// Where each image is, with its digest where one was named: tags are looked up, all in one go.
  private Map<NewService, StartImage> images(List<NewService> services, Config config) {
    Map<NewService, ImageRef> named = new LinkedHashMap<>();
    services.forEach(service -> named.put(service, reference(service, config)));
    var tagged = named.values().stream().filter(ImageRef.Tagged.class::isInstance).toList();
    var resolved = resolver.all(tagged);
    Map<NewService, StartImage> images = new LinkedHashMap<>();
    named.forEach((service, ref) ->
        images.put(
            service,
            switch (ref) {
              case ImageRef.Named(var repository) -> new StartImage(repository, Optional.empty());
              case ImageRef.Pinned(var repository, var digest) ->
                  new StartImage(repository, Optional.of(digest));
              case ImageRef.Tagged _ -> {
                var pinned = resolved.get(tagged.indexOf(ref));
                yield new StartImage(pinned.repository(), Optional.of(pinned.digest()));
              }
            }));
    return images;
  }

  private static ImageRef reference(NewService service, Config config) {
    return service
        .image()
        .map(ImageRef::parse)
        .or(() ->
            config
                .registry()
                .map(r -> new ImageRef.Named(Repository.parse(r + "/" + service.name()))))
        .orElseThrow(() ->
            new Failure(
                Kind.USAGE,
                "no image for \"%s\"".formatted(service.name()),
                "pass --image REPOSITORY, or set registry: in belay.yaml"));
  }
}
