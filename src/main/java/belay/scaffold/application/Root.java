package belay.scaffold.application;

import belay.yaml.tree.YamlTree;
import java.util.Optional;

/// What the one object that is applied by hand tells of its repository.
///
/// @param url the address that Argo CD fetches from
/// @param branch the branch that it follows
public record Root(String url, String branch) {
  /// Reads an `app-of-apps.yaml` or `applicationset.yaml`; empty where it says neither.
  public static Optional<Root> read(String name, byte[] bytes) {
    for (var tree : YamlTree.parseAll(name, bytes)) {
      var found =
          switch (tree.text("kind").orElse("")) {
            case "Application" -> of(tree, "targetRevision", "spec", "source");
            case "ApplicationSet" ->
                of(tree, "revision", "spec", "generators", "0", "matrix", "generators", "0", "git");
            default -> Optional.<Root>empty();
          };
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Root> of(YamlTree tree, String revision, String... keys) {
    var url = tree.text(with(keys, "repoURL"));
    var branch = tree.text(with(keys, revision));
    return url.map(u -> new Root(u, branch.orElse("HEAD")));
  }

  private static String[] with(String[] keys, String last) {
    var all = java.util.Arrays.copyOf(keys, keys.length + 1);
    all[keys.length] = last;
    return all;
  }
}
