package belay.scaffold.updater;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The registries that Image Updater is told of, by the ConfigMaps in a repository.
record UpdaterRegistries(List<String> known, List<UpdaterRemark> withoutCredentials) {
  static UpdaterRegistries of(List<YamlTree> files) {
    var all = new UpdaterRegistries(new ArrayList<>(), new ArrayList<>());
    for (var tree : files) {
      if (tree.text("kind").equals(Optional.of("ConfigMap"))) {
        tree.text("data", "registries.conf").ifPresent(text -> all.read(tree, text));
      }
    }
    return all;
  }

  /// Whether it has been said how to log in, or said to be missing already.
  boolean knows(String registry) {
    return known.contains(registry);
  }

  private void read(YamlTree file, String text) {
    var place = file.at("data", "registries.conf").orElseThrow();
    var conf = YamlTree.parse(file.name() + " (registries.conf)", text.getBytes(UTF_8));
    if (!(conf.at("registries").orElse(place) instanceof YamlNode.Sequence list)) {
      return;
    }
    for (var i = 0; i < list.items().size(); i++) {
      var index = String.valueOf(i);
      var host =
          conf.text("registries", index, "prefix")
              .or(() -> conf.text("registries", index, "api_url"))
              .orElse("docker.io")
              .replaceFirst("^https?://", "");
      known.add(host);
      if (conf.text("registries", index, "credentials").isEmpty()) {
        withoutCredentials.add(
            new UpdaterRemark(
                file.place(place),
                "the registry %s has no credentials".formatted(host),
                "write credentials: secret:NAMESPACE/NAME#KEY"));
      }
    }
  }
}
