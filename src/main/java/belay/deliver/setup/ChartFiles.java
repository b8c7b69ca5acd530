package belay.deliver.setup;

import belay.failure.Failure;
import belay.scaffold.chart.ChartScan;
import belay.scaffold.chart.DigestUse;
import belay.yaml.image.ImageKeys;
import belay.yaml.image.ValuesFile;
import belay.yaml.tree.KeyPath;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// The files of a chart in the repository that are looked at.
///
/// @param folder where it lies
/// @param values its own values, if it has any
/// @param schema its `values.schema.json`, if it has one
/// @param templates its templates, and the helpers of charts that it depends on and that are here
/// @param packed charts that it depends on and that are packed: nobody looks into them
record ChartFiles(
    String folder,
    Optional<byte[]> values,
    Optional<byte[]> schema,
    Map<String, String> templates,
    List<String> packed) {
  private static final String CHART = "/Chart.yaml";
  private static final int MOST = 1_000;
  private static final int LARGEST = 1 << 20;

  ChartFiles {
    templates = Collections.unmodifiableMap(new LinkedHashMap<>(templates));
    packed = List.copyOf(packed);
  }

  /// The chart in a folder; empty where there is none.
  ///
  /// @param paths the files of the repository
  /// @param read what is in one
  static Optional<ChartFiles> in(
      String folder, List<String> paths, Function<String, Optional<byte[]>> read) {
    return read.apply(folder + CHART)
        .map(chart ->
            new ChartFiles(
                folder,
                read.apply(folder + "/values.yaml"),
                read.apply(folder + "/values.schema.json"),
                new Templates(folder, paths, read).with(chart),
                below(folder + "/charts", "[^/]*\\.tgz", paths).toList()));
  }

  /// The folders that hold a chart, those that charts bring along left out.
  static List<String> folders(List<String> paths) {
    var all =
        paths.stream()
            .filter(path -> path.endsWith(CHART))
            .map(path -> path.substring(0, path.length() - CHART.length()))
            .toList();
    return all.stream()
        .filter(folder -> all.stream().noneMatch(other -> folder.startsWith(other + "/charts/")))
        .toList();
  }

  private static Stream<String> below(String folder, String wanted, List<String> paths) {
    return paths.stream()
        .filter(path ->
            path.startsWith(folder + "/") && path.substring(folder.length() + 1).matches(wanted));
  }

  /// Its own values, by the file's name.
  String valuesFile() {
    return folder + "/values.yaml";
  }

  /// Whether its own values have a key at the image's place.
  boolean has(KeyPath key) {
    return values.filter(b -> ValuesFile.parse(valuesFile(), b).has(key)).isPresent();
  }

  DigestUse use(List<String> path, ImageKeys keys) {
    return ChartScan.of(templates, schema, path, names(keys));
  }

  boolean reads(List<String> path, ImageKeys keys) {
    return ChartScan.reads(templates, path, names(keys));
  }

  private static List<String> names(ImageKeys keys) {
    return List.of(keys.repository(), keys.digest(), keys.tag());
  }

  /// Collects templates.
  private record Templates(
      String folder, List<String> paths, Function<String, Optional<byte[]>> read) {

    Map<String, String> with(byte[] chart) {
      Map<String, String> templates = new LinkedHashMap<>();
      take(folder + "/templates", ".*\\.(?:ya?ml|tpl|json)", templates);
      take(folder + "/charts", ".*/templates/(?:.*/)?_[^/]*\\.tpl", templates);
      for (var other : dependencies(chart)) {
        take(other + "/templates", "(?:.*/)?_[^/]*\\.tpl", templates);
      }
      return templates;
    }

    private void take(String folder, String wanted, Map<String, String> templates) {
      below(folder, wanted, paths)
          .limit(MOST)
          .forEach(path ->
              read.apply(path)
                  .filter(bytes -> bytes.length <= LARGEST)
                  .ifPresent(bytes -> templates.put(path, ChartScan.text(bytes))));
    }

    /// The folders of `file://` dependencies.
    private List<String> dependencies(byte[] bytes) {
      List<String> folders = new ArrayList<>();
      try {
        var chart = YamlTree.parse("Chart.yaml", bytes);
        for (var i = 0; chart.at("dependencies", String.valueOf(i)).isPresent(); i++) {
          chart
              .text("dependencies", String.valueOf(i), "repository")
              .filter(address -> address.startsWith("file://"))
              .map(address -> address.substring("file://".length()))
              .flatMap(this::beside)
              .ifPresent(folders::add);
        }
      } catch (Failure notYaml) {
        return List.of();
      }
      return folders;
    }

    /// A folder as the chart names it, from its own; empty where it is outside of the repository.
    private Optional<String> beside(String relative) {
      List<String> way = new ArrayList<>(List.of(folder.split("/")));
      for (var step : relative.split("/")) {
        if (step.equals("..")) {
          if (way.isEmpty()) {
            return Optional.empty();
          }
          way.removeLast();
        } else if (!step.isEmpty() && !step.equals(".")) {
          way.add(step);
        }
      }
      return Optional.of(String.join("/", way));
    }
  }
}
