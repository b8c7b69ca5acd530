package belay.deliver;

import belay.config.Config;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Repository;
import belay.scaffold.Application;
import belay.scaffold.ApplicationSet;
import belay.scaffold.Chart;
import belay.scaffold.ChartSource;
import belay.scaffold.DigestUse;
import belay.scaffold.Finalizer;
import belay.scaffold.ImageLine;
import belay.scaffold.KubernetesName;
import belay.scaffold.ListEdit;
import belay.scaffold.Service;
import belay.scaffold.Site;
import belay.scaffold.Stage;
import belay.scaffold.Updater;
import belay.scaffold.ValuesText;
import belay.yaml.ImageKeys;
import belay.yaml.ImageNaming;
import belay.yaml.KeyPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// The files of one service that is added.
///
/// @param image what it starts with
/// @param list the files of the repository below a folder
record Addition(
    Config config,
    Site site,
    Drafting drafting,
    NewService wish,
    StartImage image,
    Function<String, List<String>> list) {

  /// @param parameters whether an ApplicationSet makes the Applications, from a file of parameters
  /// @return what is pinned by it; empty where a first deploy is awaited
  Optional<FirstPin> make(boolean parameters) {
    wish.developmentImage().ifPresent(Repository::parse);
    var service = service();
    requireDigest(service.chart());
    var made = wish.newChart() && chart(service.chart());
    var use = made ? DigestUse.made() : use(service.chart());
    var pinned = values(service, use, made);
    advise(service, use, made);
    var path = config.paths().applications().expand(names());
    drafting.want(
        path,
        parameters ? ApplicationSet.parameters(site, service) : Application.file(site, service));
    listed(path);
    selected(service);
    var allowed = new Allowed(site, drafting);
    service.chart().repository().ifPresent(allowed::repository);
    allowed.destinations();
    if (service.chart() instanceof ChartSource.Here(var folder)
        && drafting.read(folder + "/Chart.yaml").isEmpty()) {
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

  private Map<String, String> names() {
    return Map.of(
        "service", KubernetesName.SERVICE.check(wish.name()),
        "group", KubernetesName.GROUP.check(wish.group()));
  }

  private ChartSource source() {
    return wish.chart()
        .orElseGet(() -> new ChartSource.Here(config.paths().charts().expand(names())));
  }

  private Service service() {
    Map<String, String> values = new LinkedHashMap<>();
    for (var stage : site.stages()) {
      values.put(stage.environment(), config.valuesPath(stage.environment(), wish.name()));
    }
    return new Service(
        wish.name(),
        wish.group(),
        source(),
        values,
        wish.finalizer().orElse(Finalizer.usual(wish.group())),
        wish.follow().map(this::updater));
  }

  private ImageNaming naming() {
    return config.images(wish.name()).values().iterator().next();
  }

  private KeyPath imagePath() {
    return naming().path();
  }

  private String imageName() {
    return config.images(wish.name()).keySet().iterator().next();
  }

  /// What the keys are called in this chart's image: charts of others know nothing of how this
  /// repository calls them, and a chart that is here shows it.
  private ImageKeys keys() {
    var keys = naming().keys();
    var own = !keys.equals(config.image().keys());
    if (!own && wish.chart().filter(ChartSource::thirdParty).isPresent()) {
      return ImageKeys.standard();
    }
    return Stream.of("repository", "graph")
        .filter(_ -> Stream.of("repository", "graph").anyMatch(keys.repository()::equals))
        .filter(name -> chartHas(name) && !chartHas(keys.repository()))
        .findFirst()
        .map(name -> new ImageKeys(name, keys.digest(), keys.tag()))
        .orElse(keys);
  }

  private boolean chartHas(String key) {
    return source() instanceof ChartSource.Here(var folder)
        && new ChartFiles(folder, list, drafting::read).has(imagePath().child(key));
  }

  private DigestUse use(ChartSource chart) {
    if (!(chart instanceof ChartSource.Here(var folder))) {
      return DigestUse.unknown();
    }
    var files = new ChartFiles(folder, list, drafting::read);
    return files.isThere() ? files.use(imagePath().keys(), keys()) : DigestUse.unknown();
  }

  private void advise(Service service, DigestUse use, boolean made) {
    var keys = keys();
    var line = new ImageLine(imagePath().keys(), keys.repository(), keys.digest());
    var stage = site.stages().stream().filter(s -> !s.tilt()).findFirst();
    var values =
        config.valuesPath(stage.orElse(site.stages().getLast()).environment(), wish.name());
    new ChartAdvice(wish.name(), line, values)
        .about(service.chart(), use)
        .filter(_ -> !made)
        .ifPresent(drafting::warn);
  }

  private Updater updater(String tag) {
    var path = imagePath();
    naming()
        .registry()
        .ifPresent(registry -> {
          throw new Failure(
              Kind.USAGE,
              "Image Updater writes whole names, and the registry of \"%s\" stands apart at %s"
                  .formatted(wish.name(), registry),
              "leave --image-updater out for \"%s\"".formatted(wish.name()));
        });
    var keys = keys();
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
  private boolean chart(ChartSource source) {
    if (!(source instanceof ChartSource.Here(var folder))) {
      throw new Failure(
          Kind.USAGE,
          "a new chart can be made in this repository only",
          "pass --chart FOLDER, or leave --new-chart out");
    }
    var keys = naming().keys();
    if (!imagePath().toString().equals("image") || !keys.digest().equals("digest")) {
      throw new Failure(
          Kind.USAGE,
          "a new chart has its image at image.digest, not at %s"
              .formatted(imagePath().child(keys.digest())),
          "leave image out for \"%s\" in belay.yaml, or leave --new-chart out"
              .formatted(wish.name()));
    }
    if (drafting.read(folder + "/Chart.yaml").isEmpty()) {
      Chart.files(folder, wish.name(), keys.repository()).forEach(drafting::want);
      return true;
    }
    drafting.want(folder + "/Chart.yaml", "");
    return false;
  }

  /// The environments in which a new file pins the image.
  private List<String> values(Service service, DigestUse use, boolean made) {
    var keys = keys();
    var text = new ValuesText(imagePath().keys(), keys.repository(), keys.digest());
    List<String> pinned = new ArrayList<>();
    for (var stage : site.stages()) {
      var digest =
          image
              .digest()
              .map(Object::toString)
              .filter(_ -> !stage.tilt() || service.chart().thirdParty());
      var repository = repository(stage.tilt(), service.chart());
      var registry =
          naming()
              .registry()
              .or(() ->
                  Optional.of(imagePath().child("registry"))
                      .filter(_ -> !made && chartHas("registry")));
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
