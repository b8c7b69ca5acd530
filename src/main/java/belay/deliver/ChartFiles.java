package belay.deliver;

import belay.failure.Failure;
import belay.scaffold.ChartScan;
import belay.scaffold.DigestUse;
import belay.yaml.ImageKeys;
import belay.yaml.KeyPath;
import belay.yaml.ValuesFile;
import belay.yaml.YamlTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The files of a chart in the repository.
///
/// @param folder where it lies
/// @param list the files below a folder
/// @param read a file
record ChartFiles(
    String folder, Function<String, List<String>> list, Function<String, Optional<byte[]>> read) {
  private static final int MOST = 1_000;
  private static final int LARGEST = 1 << 20;

  boolean isThere() {
    return read.apply(folder + "/Chart.yaml").isPresent();
  }

  Optional<byte[]> values() {
    return read.apply(folder + "/values.yaml");
  }

  /// Whether its own values have a key at the image's place.
  boolean has(KeyPath key) {
    return values().filter(b -> ValuesFile.parse(folder + "/values.yaml", b).has(key)).isPresent();
  }

  DigestUse use(List<String> path, ImageKeys keys) {
    return ChartScan.of(templates(), read.apply(folder + "/values.schema.json"), path, names(keys));
  }

  boolean reads(List<String> path, ImageKeys keys) {
    return ChartScan.reads(templates(), path, names(keys));
  }

  private static List<String> names(ImageKeys keys) {
    return List.of(keys.repository(), keys.digest(), keys.tag());
  }

  /// Its templates, and the helpers of charts that it depends on and that are here.
  private Map<String, String> templates() {
    Map<String, String> templates = new LinkedHashMap<>();
    take(folder + "/templates", ".*\\.(?:ya?ml|tpl|json)", templates);
    take(folder + "/charts", ".*/templates/(?:.*/)?_[^/]*\\.tpl", templates);
    for (var other : dependencies()) {
      take(other + "/templates", ".*/_[^/]*\\.tpl", templates);
    }
    return templates;
  }

  private void take(String below, String wanted, Map<String, String> templates) {
    list.apply(below).stream()
        .filter(path -> path.matches(wanted))
        .limit(MOST)
        .forEach(path ->
            read.apply(path)
                .filter(bytes -> bytes.length <= LARGEST)
                .ifPresent(bytes -> templates.put(path, ChartScan.text(bytes))));
  }

  /// The folders of `file://` dependencies.
  private List<String> dependencies() {
    List<String> folders = new ArrayList<>();
    try {
      var chart =
          YamlTree.parse("Chart.yaml", read.apply(folder + "/Chart.yaml").orElse(new byte[0]));
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
