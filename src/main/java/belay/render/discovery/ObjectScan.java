package belay.render.discovery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import belay.failure.Failure;
import belay.render.object.ApplicationObject;
import belay.render.object.ObjectNodes;
import belay.render.object.ObjectPlace;
import belay.render.object.RenderFailure;
import belay.render.object.RenderFailure.Reason;
import belay.render.tree.SourceTree;
import belay.render.tree.TreePath;
import belay.yaml.tree.Span;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Reads all files of a tree for Applications and what makes them. Templates of charts are none:
/// what they make is known when the chart is rendered.
public final class ObjectScan {
  private static final Pattern FILE = Pattern.compile(".*\\.(?:ya?ml|json)");
  private static final String GROUP = "argoproj.io/";
  private static final Pattern KIND =
      Pattern.compile("(?m)^kind:\\s*[\"']?Application(?:Set)?[\"']?\\s*$");
  private static final Span BEGIN = new Span(0, 0, 1, 1);

  private final List<ApplicationObject> applications = new ArrayList<>();
  private final List<SetObject> sets = new ArrayList<>();
  private final List<RenderFailure> failures = new ArrayList<>();

  private ObjectScan() {}

  /// Those of a tree.
  ///
  /// @param other what is known to be something else, such as values files, which are many
  public static FoundObjects of(SourceTree tree, Predicate<String> other) {
    var scan = new ObjectScan();
    var likely =
        tree.paths().parallelStream()
            .filter(path -> FILE.matcher(path).matches() && !other.test(path))
            .filter(path -> !isTemplate(tree, path))
            .flatMap(path -> likely(tree, path).stream())
            .toList();
    likely.forEach(scan::read);
    return new FoundObjects(scan.applications, scan.sets, scan.failures);
  }

  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Likely(String path, byte[] bytes) {}

  private static Optional<Likely> likely(SourceTree tree, String path) {
    try {
      return tree.read(path)
          .filter(bytes -> new String(bytes, ISO_8859_1).contains(GROUP))
          .map(bytes -> new Likely(path, bytes));
    } catch (Failure unreadable) {
      return Optional.empty();
    }
  }

  private static boolean isTemplate(SourceTree tree, String path) {
    var at = path.lastIndexOf("templates/");
    if (at < 0 || (at > 0 && path.charAt(at - 1) != '/')) {
      return false;
    }
    return tree.paths()
        .contains(TreePath.join(path.substring(0, Math.max(0, at - 1)), "Chart.yaml"));
  }

  private void read(Likely file) {
    try {
      for (var document : YamlTree.parseAll(file.path(), file.bytes())) {
        add(file.path(), document.root().resolved(), 0);
      }
    } catch (Failure e) {
      if (KIND.matcher(new String(file.bytes(), ISO_8859_1)).find()) {
        failures.add(RenderFailure.of(Reason.SOURCE, ObjectPlace.of("", file.path(), BEGIN), e));
      }
    }
  }

  private void add(String path, YamlNode root, int depth) {
    var ours = ObjectNodes.text(root, "apiVersion").startsWith(GROUP);
    var kind = ObjectNodes.text(root, "kind");
    if (ours && kind.equals("Application")) {
      applications.add(new ApplicationObject(path, root, Optional.empty(), Map.of()));
    } else if (ours && kind.equals("ApplicationSet")) {
      sets.add(new SetObject(path, root));
    } else if (kind.endsWith("List") && depth == 0) {
      ObjectNodes.items(root, "items").forEach(item -> add(path, item, 1));
    }
  }
}
