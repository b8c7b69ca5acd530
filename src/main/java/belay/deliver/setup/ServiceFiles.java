package belay.deliver.setup;

import belay.config.Config;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Repository;
import belay.scaffold.ListEdit;
import belay.scaffold.application.Application;
import belay.scaffold.application.ApplicationSet;
import belay.scaffold.application.ChartSource;
import belay.scaffold.application.Finalizer;
import belay.scaffold.application.GitOpsRepository;
import belay.scaffold.application.Service;
import belay.scaffold.application.Stage;
import belay.scaffold.application.Updater;
import belay.scaffold.chart.Chart;
import belay.scaffold.chart.DigestUse;
import belay.scaffold.chart.ImageLine;
import belay.scaffold.chart.ValuesText;
import belay.yaml.image.ImageKeys;
import belay.yaml.image.ImageNaming;
import belay.yaml.tree.KeyPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The files of one service that is added.
///
/// @param naming where its values files have the image, and under which keys
/// @param image what it starts with
/// @param chart its chart; empty where it is elsewhere, or not there yet
record ServiceFiles(
    Config config,
    GitOpsRepository site,
    FileDrafts drafting,
    NewService wish,
    ImageNaming naming,
    StartImage image,
    Optional<ChartFiles> chart) {

  static ServiceFiles of(
      Config config,
      GitOpsRepository site,
      FileDrafts drafting,
      NewService wish,
      StartImage image,
      Optional<ChartFiles> chart) {
    var usual = config.images(wish.name()).values().iterator().next();
    var naming = usual.with(keys(usual, config, wish, chart));
    return new ServiceFiles(config, site, drafting, wish, naming, image, chart);
  }

  /// @param parameters whether an ApplicationSet makes the Applications, from a file of parameters
  /// @return what is pinned by it; empty where a first deploy is awaited
  Optional<FirstPin> make(boolean parameters) {
    wish.developmentImage().ifPresent(Repository::parse);
    var service = service();
    requireDigest(service.chart());
    var made = wish.newChart() && makeChart(service.chart());
    var use = made ? DigestUse.made() : use();
    var pinned = values(service, use, made);
    advise(service, use, made);
    chart
        .map(ChartFiles::packed)
        .filter(packed -> !packed.isEmpty())
        .ifPresent(packed ->
            drafting.warn(
                "packed charts are not read, and what they do with images is not known: %s"
                    .formatted(String.join(", ", packed))));
    var path = config.paths().applications().expand(wish.names());
    drafting.want(
        path,
        parameters ? ApplicationSet.parameters(site, service) : Application.file(site, service));
    listed(path);
    selected(service);
    var allowed = new ProjectPermissions(site, drafting);
    service.chart().repository().ifPresent(allowed::repository);
    allowed.destinations();
    if (service.chart() instanceof ChartSource.Here(var folder) && chart.isEmpty() && !made) {
      drafting.warn(
          "there is no chart in %s yet: pass --new-chart for one to start from".formatted(folder));
    }
    return pin(pinned);
  }

  private Optional<FirstPin> pin(List<String> environments) {
    return image
        .digest()
        .filter(_ -> !environments.isEmpty())
        .map(digest ->
            new FirstPin(
                wish.name(), imageName(), image.repository().pinned(digest), environments));
  }

  private Service service() {
    Map<String, String> values = new LinkedHashMap<>();
    for (var stage : site.stages()) {
      values.put(stage.environment(), config.valuesPath(stage.environment(), wish.name()));
    }
    return new Service(
        wish.name(),
        wish.group(),
        wish.source(config),
        values,
        wish.finalizer().orElse(Finalizer.usual(wish.group())),
        wish.follow().map(this::updater));
  }

  private String imageName() {
    return config.images(wish.name()).keySet().iterator().next();
  }

  /// What the keys are called in this chart's image: charts of others know nothing of how this
  /// repository calls them, and a chart that is here shows it.
  private static ImageKeys keys(
      ImageNaming usual, Config config, NewService wish, Optional<ChartFiles> chart) {
    var keys = usual.keys();
    var own = !keys.equals(config.image().keys());
    if (!own && wish.chart().filter(ChartSource::thirdParty).isPresent()) {
      return ImageKeys.standard();
    }
    Predicate<String> has = key -> chart.filter(c -> c.has(usual.path().child(key))).isPresent();
    return Stream.of("repository", "graph")
        .filter(_ -> Stream.of("repository", "graph").anyMatch(keys.repository()::equals))
        .filter(name -> has.test(name) && !has.test(keys.repository()))
        .findFirst()
        .map(name -> new ImageKeys(name, keys.digest(), keys.tag()))
        .orElse(keys);
  }

  /// Whether the chart that is here has a key in its image.
  private boolean has(String key) {
    return chart.filter(files -> files.has(naming.path().child(key))).isPresent();
  }

  private DigestUse use() {
    return chart
        .map(files -> files.use(naming.path().keys(), naming.keys()))
        .orElseGet(DigestUse::unknown);
  }

  private void advise(Service service, DigestUse use, boolean made) {
    var keys = naming.keys();
    var line = new ImageLine(naming.path().keys(), keys.repository(), keys.digest());
    var stage = site.stages().stream().filter(s -> !s.tilt()).findFirst();
    var values =
        config.valuesPath(stage.orElse(site.stages().getLast()).environment(), wish.name());
    new ChartAdvice(wish.name(), line, values)
        .about(service.chart(), use)
        .filter(_ -> !made)
        .ifPresent(drafting::warn);
  }

  private Updater updater(String tag) {
    var path = naming.path();
    naming
        .registry()
        .ifPresent(registry -> {
          throw new Failure(
              Kind.USAGE,
              "Image Updater writes whole names, and the registry of \"%s\" stands apart at %s"
                  .formatted(wish.name(), registry),
              "leave --image-updater out for \"%s\"".formatted(wish.name()));
        });
    var keys = naming.keys();
    return new Updater(
        image.repository().toString(),
        List.of(path.child(keys.repository()).toString(), path.child(keys.digest()).toString()),
        tag,
        followed());
  }

  /// Where an image arrives first: from there it is promoted.
  private List<String> followed() {
    wish.followIn().forEach(config::environment);
    return wish.followIn().isEmpty()
        ? site.stages().stream()
            .filter(stage -> !stage.tilt())
            .limit(1)
            .map(Stage::environment)
            .toList()
        : wish.followIn();
  }

  /// Annotations count only where an ImageUpdater selects the Application.
  private void selected(Service service) {
    if (service.updater().isPresent()) {
      drafting.want(Updater.APPLICATIONS, Updater.applications(site));
    }
  }

  /// A chart of others does not know that an empty digest is to stop it.
  private void requireDigest(ChartSource chart) {
    if (chart.thirdParty() && image.digest().isEmpty()) {
      throw new Failure(
          Kind.USAGE,
          "the chart of \"%s\" is somebody else's and would run a tag of its own until a first deploy"
              .formatted(wish.name()),
          "say which image it starts with: --image %s:TAG, or @sha256:..."
              .formatted(image.repository()));
    }
  }

  /// @return whether the chart was made now, and not there already
  private boolean makeChart(ChartSource source) {
    if (!(source instanceof ChartSource.Here(var folder))) {
      throw new Failure(
          Kind.USAGE,
          "a new chart can be made in this repository only",
          "pass --chart FOLDER, or leave --new-chart out");
    }
    var keys = naming.keys();
    if (!naming.path().toString().equals("image") || !keys.digest().equals("digest")) {
      throw new Failure(
          Kind.USAGE,
          "a new chart has its image at image.digest, not at %s"
              .formatted(naming.path().child(keys.digest())),
          "leave image out for \"%s\" in belay.yaml, or leave --new-chart out"
              .formatted(wish.name()));
    }
    if (chart.isEmpty()) {
      Chart.files(folder, wish.name(), keys.repository()).forEach(drafting::want);
      return true;
    }
    drafting.want(folder + "/Chart.yaml", "");
    return false;
  }

  /// The environments in which a new file pins the image.
  private List<String> values(Service service, DigestUse use, boolean made) {
    var keys = naming.keys();
    var text = new ValuesText(naming.path().keys(), keys.repository(), keys.digest());
    List<String> pinned = new ArrayList<>();
    for (var stage : site.stages()) {
      var digest =
          image
              .digest()
              .map(Object::toString)
              .filter(_ -> !stage.tilt() || service.chart().thirdParty());
      var repository = repository(stage.tilt(), service.chart());
      var registry =
          naming
              .registry()
              .or(() -> Optional.of(naming.path().child("registry")).filter(_ -> has("registry")));
      var content =
          new ValuesText.Content(
              wish.name(),
              repository,
              registry.map(KeyPath::keys),
              digest,
              service.chart(),
              made,
              use);
      var path = config.valuesPath(stage.environment(), wish.name());
      if (drafting.want(path, text.of(stage, content)) && digest.isPresent()) {
        pinned.add(stage.environment());
      }
    }
    return pinned;
  }

  /// Tilt matches images by their name and puts its own in; what it builds is never pushed there.
  private String repository(boolean tilt, ChartSource chart) {
    return tilt && !chart.thirdParty()
        ? wish.developmentImage().orElse("docker.io/%s/%s".formatted(site.project(), wish.name()))
        : image.repository().toString();
  }

  /// In a repository whose Applications are listed by kustomize, the list takes the new file.
  private void listed(String path) {
    for (var folder = parent(path); !folder.isEmpty(); folder = parent(folder)) {
      var file = folder + "/kustomization.yaml";
      var before = drafting.read(file);
      if (before.isPresent()) {
        var item = path.substring(folder.length() + 1);
        ListEdit.append(file, before.get(), item, "resources")
            .ifPresentOrElse(
                after -> drafting.edit(file, before.get(), after),
                () -> drafting.warn("%s has no resources: add %s to it".formatted(file, item)));
        return;
      }
    }
  }

  private static String parent(String path) {
    var slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
