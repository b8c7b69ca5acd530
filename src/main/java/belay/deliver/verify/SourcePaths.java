package belay.deliver.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.render.object.ApplicationObject;
import belay.render.object.SourceObject;
import belay.render.tree.SourceTree;
import belay.render.tree.TreePath;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which files and folders of a repository an Application is made from, told without rendering it:
/// rather too many than too few.
final class SourcePaths {
  private static final Pattern NEIGHBOUR = Pattern.compile("file://([^\\s\"']+)");
  private static final Pattern GLOB = Pattern.compile("[*?\\[{].*");
  private static final List<String> KUSTOMIZATIONS =
      List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  private final SourceTree tree;
  private final Set<String> paths = new HashSet<>();

  private SourcePaths(SourceTree tree) {
    this.tree = tree;
  }

  /// @return paths of files, and of folders with all below; `""` is everything
  static Set<String> of(ApplicationObject application, SourceTree tree) {
    var paths = new SourcePaths(tree);
    paths.paths.add(application.file());
    application.sources().forEach(paths::source);
    application
        .parameters()
        .forEach((name, value) -> {
          if (name.equals("path") || name.equals("path.path")) {
            paths.paths.add(value);
          }
        });
    return paths.paths;
  }

  private void source(SourceObject source) {
    var folder = TreePath.resolve("", source.path().orElse("."));
    folder.filter(path -> source.path().isPresent()).ifPresent(this::folder);
    for (var keys : List.of("valueFiles", "fileParameters")) {
      source.items("helm", keys).stream()
          .flatMap(item -> Lookup.text(item).or(() -> path(item)).stream())
          .flatMap(entry -> resolved(folder.orElse(""), entry).stream())
          .forEach(paths::add);
    }
  }

  private static Optional<String> path(YamlNode parameter) {
    return Lookup.find(parameter, "path").flatMap(Lookup::text);
  }

  /// The file that an entry means, the folder where its pattern begins, or everything where it has
  /// variables.
  private static Optional<String> resolved(String folder, String entry) {
    var slash = entry.indexOf('/');
    var rest = entry.startsWith("$") && slash > 0 ? "/" + entry.substring(slash + 1) : entry;
    if (rest.contains("$")) {
      return Optional.of("");
    }
    var plain = GLOB.matcher(rest).replaceFirst("");
    var file = plain.equals(rest) ? rest : plain.substring(0, plain.lastIndexOf('/') + 1);
    return TreePath.resolve(folder, file);
  }

  private void folder(String folder) {
    if (!paths.add(folder)) {
      return;
    }
    if (KUSTOMIZATIONS.stream().anyMatch(name -> tree.hasFile(TreePath.join(folder, name)))) {
      paths.add("");
      return;
    }
    tree.read(TreePath.join(folder, "Chart.yaml"))
        .ifPresent(chart ->
            NEIGHBOUR
                .matcher(new String(chart, UTF_8))
                .results()
                .flatMap(found -> TreePath.resolve(folder, found.group(1)).stream())
                .forEach(this::folder));
  }
}
