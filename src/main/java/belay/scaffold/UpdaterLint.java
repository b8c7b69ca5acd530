package belay.scaffold;

import belay.yaml.YamlNode;
import belay.yaml.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds annotations for Argo CD Image Updater that never update anything: it says so in its log at
/// most, and nobody reads that until an image is a month old.
public final class UpdaterLint {
  private static final String PREFIX = "argocd-image-updater.argoproj.io/";

  private final UpdaterRegistries registries;
  private final List<Finding> findings = new ArrayList<>();

  private UpdaterLint(UpdaterRegistries registries) {
    this.registries = registries;
  }

  /// Everything that is wrong with the annotations in some files.
  ///
  /// @param files manifests, each of one or more documents; a ConfigMap with `registries.conf`
  ///   among them says which registries have credentials
  public static List<Finding> check(List<YamlTree> files) {
    var lint = new UpdaterLint(UpdaterRegistries.of(files));
    files.forEach(lint::file);
    lint.findings.addAll(lint.registries.withoutCredentials());
    return List.copyOf(lint.findings);
  }

  private void file(YamlTree tree) {
    annotations(tree, List.of("metadata", "annotations"));
    annotations(tree, List.of("spec", "template", "metadata", "annotations"));
  }

  private void annotations(YamlTree tree, List<String> keys) {
    var list = annotation(tree, keys, "image-list");
    if (list.isEmpty()) {
      return;
    }
    for (var entry : list.get().value().split(",")) {
      if (!entry.isBlank()) {
        image(tree, keys, list.get(), UpdaterImage.parse(entry.strip()));
      }
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
    findings.add(new Finding(tree.place(node), what, help));
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
