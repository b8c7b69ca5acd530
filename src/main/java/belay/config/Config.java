package belay.config;

import belay.config.verify.VerifyConfig;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.image.ImageRef;
import belay.yaml.image.ImageNaming;
import belay.yaml.image.ImageSite;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What `belay.yaml` says, with the recommended structure as its defaults.
///
/// @param environments in order of promotion
/// @param paths where things lie
/// @param image how values files name images, unless a service says otherwise
/// @param registry the prefix of new services' images, if any
/// @param services what differs, by the service's name
/// @param argocd the Argo CD in use
/// @param forge where pull requests are opened
/// @param commit the first line of commit messages
/// @param verify what verification looks for
/// @param settings every value with its origin, in the file's order of sections
public record Config(
    List<Environment> environments,
    Paths paths,
    ImageNaming image,
    Optional<String> registry,
    Map<String, ServiceConfig> services,
    ArgoCdConfig argocd,
    ForgeConfig forge,
    CommitPattern commit,
    VerifyConfig verify,
    List<Setting> settings) {
  /// The name of a service's image where it has only one.
  public static final String MAIN = "main";

  private static final int SHORT_REVISION = 7;

  public Config {
    environments = List.copyOf(environments);
    services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    settings = List.copyOf(settings);
  }

  /// Reads `belay.yaml`.
  ///
  /// @param name the file's name for messages
  /// @throws Failure (usage) with file:line:column for keys nobody knows, wrong types, names that
  ///   do not exist
  public static Config parse(String name, byte[] yaml) {
    return ConfigReader.read(YamlTree.parse(name, yaml));
  }

  /// Refuses what `registry:` of a `belay.yaml` would refuse.
  ///
  /// @throws Failure (usage) where it is not the beginning of an image's name
  public static void requireRegistry(String text) {
    ConfigReader.prefix(text);
  }

  /// The recommended structure, which needs no file.
  public static Config recommended() {
    return ConfigReader.read(YamlTree.empty(ConfigFiles.NAME));
  }

  /// This configuration with the environments that some paths of the repository show.
  ///
  /// Only where no file lists the environments: a list is complete, and a folder that it does not
  /// name is a mistake.
  ///
  /// @param files paths of files, such as all below [#valuesRoot()]
  public Config withEnvironmentsOf(List<String> files) {
    var seen = new TreeSet<String>();
    files.forEach(
        file -> paths.values().match(file).ifPresent(names -> seen.add(environmentOf(names))));
    return withEnvironments(List.copyOf(seen));
  }

  /// This configuration with environments of which only the name is known, in this order behind its
  /// own. What is no name of a folder is passed over; where a file lists the environments nothing
  /// is added.
  public Config withEnvironments(List<String> seen) {
    if (listsEnvironments()) {
      return this;
    }
    List<Environment> all = new ArrayList<>(environments);
    for (var name : seen) {
      if (Names.isName(name) && all.stream().noneMatch(known -> known.name().equals(name))) {
        all.add(Environment.seen(name));
      }
    }
    return new Config(
        all, paths, image, registry, services, argocd, forge, commit, verify, settings);
  }

  /// Whether a file lists the environments: then there are no others.
  public boolean listsEnvironments() {
    return settings.stream().anyMatch(Config::listsEnvironments);
  }

  /// This configuration with none but some of its environments; with all where it has none of them.
  public Config only(Set<String> names) {
    var kept = environments.stream().filter(one -> names.contains(one.name())).toList();
    return kept.isEmpty()
        ? this
        : new Config(
            kept, paths, image, registry, services, argocd, forge, commit, verify, settings);
  }

  private static boolean listsEnvironments(Setting setting) {
    return setting.key().equals("environments") && !setting.origin().equals(Setting.DEFAULT);
  }

  /// An environment by its name.
  ///
  /// @throws Failure (usage) where there is none of this name
  public Environment environment(String name) {
    var names = environments.stream().map(Environment::name).toList();
    return environments.stream()
        .filter(environment -> environment.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new Failure(
                Kind.USAGE,
                "no environment \"%s\"%s".formatted(name, Suggest.hint(name, names)),
                "use one of %s, or add it to environments in belay.yaml"
                    .formatted(Environment.names(environments))));
  }

  /// The path of a service's values file in an environment.
  ///
  /// @throws Failure (usage) where there is no such environment, or the service's name is none
  public String valuesPath(String environment, String service) {
    return paths
        .values()
        .expand(Map.of("environment", environment(environment).name(), "service", service));
  }

  /// The directory below which the values files of an environment lie; empty for the root.
  public String valuesDirectory(String environment) {
    return paths.values().directory(Map.of("environment", environment(environment).name()));
  }

  /// The directory below which all values files lie; empty for the root.
  public String valuesRoot() {
    return paths.values().directory(Map.of());
  }

  /// Whose values file a path is; empty where it is none, or one of an environment that is not
  /// known.
  public Optional<ValuesLocation> serviceOf(String path) {
    return paths
        .values()
        .match(path)
        .map(names -> new ValuesLocation(environmentOf(names), named(names, "service")))
        .filter(found -> environments.stream().anyMatch(e -> e.name().equals(found.environment())));
  }

  /// A path that does not name the environment is of the only one.
  private String environmentOf(Map<String, String> names) {
    return names.getOrDefault("environment", environments.getFirst().name());
  }

  private static String named(Map<String, String> names, String name) {
    return names.getOrDefault(name, "");
  }

  /// What holds for a service, named in the file or not: at least one image, the main one first.
  public ServiceConfig service(String name) {
    return Optional.ofNullable(services.get(name))
        .orElseGet(() -> new ServiceConfig(name, Map.of(MAIN, image), false, Optional.empty()));
  }

  /// Whether somebody said where a service's image is. What every service has by default says
  /// nothing about this one, even where the file writes it out.
  public boolean chosen(String service) {
    return !image.path().equals(ImageNaming.standard().path()) || service(service).located();
  }

  /// This configuration with the image of a service at a place that was chosen just now.
  public Config with(String service, ImageSite site) {
    var all = new LinkedHashMap<>(services);
    var naming = site.naming();
    var chosen = Map.of(MAIN, new ImageNaming(naming.path(), naming.keys(), image.registry()));
    all.put(service, new ServiceConfig(service, chosen, true, service(service).track()));
    return new Config(
        environments, paths, image, registry, all, argocd, forge, commit, verify, settings);
  }

  /// How the images of a service are named, by name, the main one first.
  public Map<String, ImageNaming> images(String service) {
    return service(service).images();
  }

  /// The first line of the commit that pins an image.
  ///
  /// @param revision the commit of the source that the image was built from; empty if not known
  public String commitMessage(
      String service, String environment, ImageRef.Pinned pinned, String revision) {
    var shortRevision = revision.substring(0, Math.min(SHORT_REVISION, revision.length()));
    return commit.render(
        Map.of(
            "service", service,
            "environment", environment,
            "image", pinned.toString(),
            "digest", pinned.digest().toString(),
            "digest:short", pinned.digest().abbreviated(),
            "revision", revision,
            "revision:short", shortRevision));
  }
}
