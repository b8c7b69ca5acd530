package belay.deliver.live;

import belay.config.Config;
import belay.deliver.environment.ConfigSource;
import belay.deliver.environment.ImageText;
import belay.deliver.environment.References;
import belay.failure.Failure;
import belay.git.GitRepo;
import belay.image.ImageRef;
import belay.yaml.image.ValuesFile;
import belay.yaml.tree.YamlTree;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What Git wants of services, at its newest commit and at those that Argo CD has applied.
final class LiveTargets {
  private final GitRepo repo;
  private final ConfigSource configs;
  private final String tip;
  private final Config config;
  private final Map<String, Optional<Map<String, ImageRef>>> read = new HashMap<>();
  private final Map<String, String> declared;

  private LiveTargets(
      GitRepo repo, ConfigSource configs, String tip, Config config, Map<String, String> declared) {
    this.repo = repo;
    this.configs = configs;
    this.tip = tip;
    this.config = config;
    this.declared = declared;
  }

  static LiveTargets at(GitRepo repo, ConfigSource configs, String tip, Config config) {
    return new LiveTargets(repo, configs, tip, config, declared(repo, tip, config));
  }

  /// The namespaces that Applications in Git go to, by their names.
  private static Map<String, String> declared(GitRepo repo, String tip, Config config) {
    Map<String, String> namespaces = new TreeMap<>();
    var root = config.paths().applications().directory(Map.of());
    repo.readAll(tip, root)
        .forEach((path, bytes) -> {
          if (path.endsWith(".yaml") || path.endsWith(".yml")) {
            documents(path, bytes.get())
                .forEach(document -> {
                  if (document.text("kind").filter("Application"::equals).isPresent()) {
                    document
                        .text("spec", "destination", "namespace")
                        .ifPresent(namespace ->
                            document
                                .text("metadata", "name")
                                .ifPresent(name -> namespaces.putIfAbsent(name, namespace)));
                  }
                });
          }
        });
    return namespaces;
  }

  /// Templates of YAML are no YAML, and nobody's fault here.
  private static List<YamlTree> documents(String path, byte[] bytes) {
    try {
      return YamlTree.parseAll(path, bytes);
    } catch (Failure notYaml) {
      return List.of();
    }
  }

  /// What is wanted of a service; empty where Git names no image for it.
  ///
  /// @param view what Argo CD says of its Application
  Optional<LiveTarget> of(String service, String environment, Optional<ApplicationView> view) {
    var newest = images(tip, service, environment).orElse(Map.of());
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    var applied =
        view.stream()
            .flatMap(app -> app.applied().stream())
            .filter(revision -> !revision.equals(tip))
            .filter(revision -> images(revision, service, environment).isPresent())
            .findFirst();
    var name = config.argocd().application(service, environment);
    return Optional.of(
        new LiveTarget(
            new LiveImage.Target(service, environment, name, view),
            config.environment(environment).images(),
            newest,
            applied.flatMap(commit -> images(commit, service, environment)).orElse(newest),
            applied,
            namespaces(name, environment, view)));
  }

  private Set<String> namespaces(String name, String environment, Optional<ApplicationView> view) {
    var shown = view.map(ApplicationView::namespaces).filter(all -> !all.isEmpty());
    if (shown.isPresent()) {
      return shown.get();
    }
    return Set.of(
        Optional.ofNullable(declared.get(name))
            .or(() -> config.environment(environment).namespace())
            .orElseGet(() -> config.argocd().project() + "-" + environment));
  }

  /// The images of a service by their names at a commit; empty where the repository does not have
  /// the commit, which then is another repository's.
  private Optional<Map<String, ImageRef>> images(
      String commit, String service, String environment) {
    return read.computeIfAbsent(
        "%s %s %s".formatted(commit, service, environment),
        _ -> find(commit, service, environment));
  }

  private Optional<Map<String, ImageRef>> find(String commit, String service, String environment) {
    try {
      var then = commit.equals(tip) ? config : configs.at(commit);
      var path = then.valuesPath(environment, service);
      Map<String, ImageRef> images = new LinkedHashMap<>();
      repo.read(commit, path)
          .ifPresent(bytes -> {
            var file = ValuesFile.parse(path, bytes);
            then.images(service)
                .forEach((name, at) ->
                    ImageText.reference(file.image(at))
                        .filter(text -> References.fault(text).isEmpty())
                        .flatMap(ImageRef::read)
                        .ifPresent(image -> images.put(name, image)));
          });
      return Optional.of(images);
    } catch (Failure unknown) {
      return Optional.empty();
    }
  }
}
