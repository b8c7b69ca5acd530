package belay.deliver.setup.convention;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Argo CD's own objects in a repository, wherever they stand.
public record ArgoCdObjects(List<Manifest> all) {
  private static final int MOST = 10_000;
  private static final String GROUP = "argoproj.io/";

  /// One object.
  record Manifest(String path, YamlTree tree) {
    String kind() {
      return tree.text("kind").orElse("");
    }

    String name() {
      return tree.text("metadata", "name").orElse("");
    }
  }

  public ArgoCdObjects {
    all = List.copyOf(all);
  }

  /// @param paths the files of the repository
  /// @param files what they hold
  public static ArgoCdObjects of(List<String> paths, Function<String, Optional<byte[]>> files) {
    List<Manifest> all = new ArrayList<>();
    paths.stream()
        .filter(path -> path.matches(".*\\.ya?ml") && !path.contains("/templates/"))
        .limit(MOST)
        .forEach(path -> files.apply(path).ifPresent(bytes -> all.addAll(read(path, bytes))));
    return new ArgoCdObjects(all);
  }

  /// The objects of a file; none where it is no YAML.
  static List<Manifest> read(String path, byte[] bytes) {
    if (!new String(bytes, UTF_8).contains(GROUP)) {
      return List.of();
    }
    try {
      return YamlTree.parseAll(path, bytes).stream()
          .filter(tree -> tree.text("apiVersion").orElse("").startsWith(GROUP))
          .map(tree -> new Manifest(path, tree))
          .toList();
    } catch (Failure notYaml) {
      return List.of();
    }
  }

  List<Manifest> applications() {
    return all.stream().filter(manifest -> manifest.kind().equals("Application")).toList();
  }

  /// Whether a project of this name is there, in whatever file.
  boolean hasProject(String name) {
    return all.stream()
        .anyMatch(manifest -> manifest.kind().equals("AppProject") && manifest.name().equals(name));
  }
}
