package belay.migrate.proof;

import belay.chart.ChartBundle;
import belay.chart.ChartDependency;
import belay.chart.ValuesPlaces;
import belay.failure.Failure;
import belay.image.Digest;
import belay.migrate.comparison.RenderedDocument;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Digests that packed charts take: nobody edits those charts, and the values of the chart that has
/// them as parts may say the digests.
final class PackedDigests {
  private static final String KEY = "digest";
  private static final String VALUES = "values.yaml";
  private static final Set<String> BESIDE = Set.of("repository", "image", "tag", "name");
  private static final Pattern ARCHIVE = Pattern.compile("(.+?)-v?[0-9][^/]*\\.tgz");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final int MOST = 500;

  private final ChartBundle bundle;
  private final Map<String, List<String>> keys = new LinkedHashMap<>();

  private PackedDigests(ChartBundle bundle) {
    this.bundle = bundle;
  }

  /// Those of all packed charts that a chart is made of.
  static PackedDigests of(ChartBundle bundle, String main) {
    var digests = new PackedDigests(bundle);
    ValuesPlaces.of(bundle, main)
        .forEach((part, places) ->
            bundle.files().forEach((file, bytes) -> digests.read(part, places, file, bytes)));
    return digests;
  }

  /// Where each stands in the values of the chart, by a made-up digest.
  Map<String, List<String>> keys() {
    return Map.copyOf(keys);
  }

  /// A values file that says a made-up digest for each.
  String yaml() {
    Map<List<String>, Optional<Object>> values = new LinkedHashMap<>();
    keys.forEach((digest, path) -> values.put(path, Optional.of(digest)));
    return Variants.yaml(values);
  }

  /// The keys whose digests were rendered, by the template, as Helm calls it.
  Map<String, Set<String>> taken(String manifests) {
    Map<String, Set<String>> taken = new TreeMap<>();
    for (var document : RenderedDocument.all(manifests)) {
      DIGEST
          .matcher(document.text())
          .results()
          .flatMap(match -> Optional.ofNullable(keys.get(match.group())).stream())
          .forEach(path ->
              taken
                  .computeIfAbsent(document.source(), _ -> new TreeSet<>())
                  .add(String.join(".", path)));
    }
    return taken;
  }

  private void read(String part, List<List<String>> places, String file, byte[] bytes) {
    var archives = bundle.chart(part).file("charts/");
    var inside = file.indexOf(ChartBundle.PACKED);
    if (inside < 0 || !file.startsWith(archives) || !file.endsWith("/" + VALUES)) {
      return;
    }
    var archive = ARCHIVE.matcher(file.substring(archives.length(), inside));
    if (archive.matches()) {
      var below = file.substring(inside + ChartBundle.PACKED.length());
      List<String> inner = new ArrayList<>(List.of(key(part, archive.group(1))));
      List.of(below.split("/")).stream()
          .filter(step -> !step.equals("charts") && !step.equals(VALUES))
          .forEach(inner::add);
      for (var place : places) {
        List<String> path = new ArrayList<>(place);
        path.addAll(inner);
        collect(file, bytes, path);
      }
    }
  }

  private String key(String part, String name) {
    return bundle.chart(part).dependencies().stream()
        .filter(dependency -> dependency.name().equals(name))
        .map(ChartDependency::key)
        .findFirst()
        .orElse(name);
  }

  private void collect(String file, byte[] bytes, List<String> above) {
    try {
      YamlTree.parseAll(file, bytes).stream()
          .findFirst()
          .ifPresent(tree -> collect(tree.root(), above));
    } catch (Failure unreadable) {
      // Helm says so where it matters.
    }
  }

  private void collect(YamlNode node, List<String> path) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      return;
    }
    for (var entry : mapping.entries()) {
      var name = entry.name().orElse("");
      List<String> longer = new ArrayList<>(path);
      longer.add(name);
      if (name.equals(KEY) && isEmpty(entry.value()) && isImage(mapping) && keys.size() < MOST) {
        var text = String.join(".", longer);
        keys.put(Digest.of(text.getBytes(StandardCharsets.UTF_8)).toString(), longer);
      } else {
        collect(entry.value(), longer);
      }
    }
  }

  private static boolean isEmpty(YamlNode value) {
    return value instanceof YamlNode.Scalar scalar && (scalar.isNull() || scalar.value().isEmpty());
  }

  private static boolean isImage(YamlNode.Mapping mapping) {
    return mapping.entries().stream().anyMatch(one -> BESIDE.contains(one.name().orElse("")));
  }
}
