package belay.render.tool;

import belay.render.model.Tool;
import belay.render.object.SourceObject;
import belay.render.tree.SourceTree;
import belay.render.tree.TreePath;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which tool a source is for: the one that it names, else the one whose file is in its folder.
public final class ToolDetection {
  private static final Set<String> KUSTOMIZATIONS =
      Set.of("kustomization.yaml", "kustomization.yml", "Kustomization");
  private static final List<Tool> NAMED =
      List.of(Tool.KUSTOMIZE, Tool.HELM, Tool.DIRECTORY, Tool.PLUGIN);

  private ToolDetection() {}

  /// The tools that a source names: more than one is a mistake.
  public static List<Tool> named(SourceObject source) {
    return NAMED.stream()
        .filter(tool -> source.at(tool.toString().toLowerCase(Locale.ROOT)).isPresent())
        .toList();
  }

  /// The tool that a folder's files call for; of two the one whose file comes later.
  public static Tool in(SourceTree tree, String folder) {
    var found = Tool.DIRECTORY;
    var start = folder.isEmpty() ? 0 : folder.length() + 1;
    for (var path : tree.below(folder)) {
      if (path.indexOf('/', start) < 0) {
        var name = TreePath.name(path);
        if (name.endsWith("Chart.yaml")) {
          found = Tool.HELM;
        }
        if (KUSTOMIZATIONS.contains(name)) {
          found = Tool.KUSTOMIZE;
        }
      }
    }
    return found;
  }
}
