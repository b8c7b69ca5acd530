package belay.scaffold.updater;

import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds annotations for Argo CD Image Updater that never update anything: it says so in its log at
/// most, and nobody reads that until an image is a month old.
public final class UpdaterLint {
  private static final String PREFIX = "argocd-image-updater.argoproj.io/";

  private final UpdaterRegistries registries;
  private final UpdaterSelection selection;
  private final List<UpdaterRemark> unread = new ArrayList<>();
  private final List<UpdaterRemark> findings = new ArrayList<>();

  private UpdaterLint(List<YamlTree> files) {
    this.registries = UpdaterRegistries.of(files);
    this.selection = UpdaterSelection.of(files);
  }

  /// Everything that is wrong with the annotations in some files.
  ///
  /// @param files manifests, each of one or more documents; a ConfigMap with `registries.conf`
  ///   among them says which registries have credentials, an ImageUpdater which Applications are
  ///   looked at
  public static List<UpdaterRemark> check(List<YamlTree> files) {
    var lint = new UpdaterLint(files);
    files.forEach(lint::file);
    lint.unread();
    lint.findings.addAll(lint.registries.withoutCredentials());
    return List.copyOf(lint.findings);
  }

  private void file(YamlTree tree) {
    var name = tree.text("metadata", "name").orElse("");
    annotations(tree, name, List.of("metadata"));
    annotations(tree, "", List.of("spec", "template", "metadata"));
    if (tree.text("kind").isEmpty()
        && tree.at("annotations").orElse(null) instanceof YamlNode.Mapping environments) {
      environments.entries().stream()
          .filter(entry -> entry.key() instanceof YamlNode.Scalar)
          .map(entry -> ((YamlNode.Scalar) entry.key()).value())
          .forEach(environment -> parameters(tree, environment));
    }
  }

  /// Parameters that an ApplicationSet makes the Applications of a service from.
  private void parameters(YamlTree tree, String environment) {
    tree.text("service")
        .ifPresent(service ->
            annotations(
                tree, List.of("annotations", environment), service + "-" + environment, Map.of()));
  }

  private void annotations(YamlTree tree, String name, List<String> metadata) {
    var keys = new ArrayList<>(metadata);
    keys.add("annotations");
    annotations(tree, keys, name, UpdaterSelection.labels(tree, metadata, "labels"));
  }

  private void annotations(
      YamlTree tree, List<String> keys, String name, Map<String, String> labels) {
    var list = annotation(tree, keys, "image-list");
    if (list.isEmpty()) {
      return;
    }
    if (!selection.takes(name, labels)) {
      unread.add(
          new UpdaterRemark(
              tree.place(list.get()),
              "no ImageUpdater here selects this Application: Image Updater 1.0 and newer never"
                  + " reads its annotations",
              "write one with useAnnotations: true; belay init --image-updater does"));
    }
    for (var entry : list.get().value().split(",")) {
      if (!entry.isBlank()) {
        image(tree, keys, list.get(), UpdaterImage.parse(entry.strip()));
      }
    }
  }

  /// The same cure for all of them: the first stands for the rest.
  private void unread() {
    if (!unread.isEmpty()) {
      var first = unread.getFirst();
      var more = unread.size() == 1 ? "" : " (and %d more like it)".formatted(unread.size() - 1);
      findings.add(new UpdaterRemark(first.place(), first.what() + more, first.help()));
    }
  }

  private void image(YamlTree tree, List<String> keys, YamlNode.Scalar list, UpdaterImage image) {
    var strategy = annotation(tree, keys, image.alias() + ".update-strategy");
    var digest = strategy.map(YamlNode.Scalar::value).orElse("semver").strip().equals("digest");
    if (digest && image.tag().isEmpty()) {
      add(
          tree,
          list,
          "%s has the strategy digest and no tag: it never updates".formatted(image.alias()),
          "name the tag that moves: %s=%s:main".formatted(image.alias(), image.name()));
    }
    annotation(tree, keys, image.alias() + ".allow-tags")
        .ifPresent(allowed -> tags(tree, allowed, digest ? image.tag() : Optional.empty()));
    if (annotation(tree, keys, image.alias() + ".pull-secret").isEmpty()
        && annotation(tree, keys, "pull-secret").isEmpty()
        && !registries.knows(image.registry())) {
      add(
          tree,
          list,
          "no credentials for %s are known to Image Updater".formatted(image.registry()),
          "name them in registries.conf, or by the annotation %s%s.pull-secret"
              .formatted(PREFIX, image.alias()));
    }
  }

  private void tags(YamlTree tree, YamlNode.Scalar allowed, Optional<String> followed) {
    TagFilter.problem(allowed.value().strip(), followed)
        .ifPresent(problem -> add(tree, allowed, problem.what(), problem.help()));
  }

  private void add(YamlTree tree, YamlNode node, String what, String help) {
    findings.add(new UpdaterRemark(tree.place(node), what, help));
  }

  private static Optional<YamlNode.Scalar> annotation(
      YamlTree tree, List<String> keys, String name) {
    var all = new ArrayList<>(keys);
    all.add(PREFIX + name);
    return tree.at(all.toArray(String[]::new))
        .flatMap(node ->
            node instanceof YamlNode.Scalar scalar ? Optional.of(scalar) : Optional.empty());
  }
}
