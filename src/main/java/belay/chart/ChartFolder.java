package belay.chart;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Sequence;
import belay.yaml.tree.YamlTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A chart's folder, with what is read of it.
///
/// @param limit the folder that no path leads out of
/// @param path of the folder, relative to `limit`
/// @param about `Chart.yaml`, and `requirements.yaml` where there is one
/// @param templates the files' paths by their names below `templates/`
/// @param files the contents by path
record ChartFolder(
    Path limit,
    String path,
    List<YamlTree> about,
    Map<String, String> templates,
    Map<String, byte[]> files) {
  private static final int MOST_FILES = 5_000;
  private static final int DEEPEST = 16;
  private static final long LARGEST = 4L << 20;
  private static final String FILE_SCHEME = "file://";
  private static final List<String> TOP =
      List.of("Chart.yaml", "requirements.yaml", "values.yaml", "values.schema.json");

  ChartFolder {
    about = List.copyOf(about);
    templates = Collections.unmodifiableMap(new TreeMap<>(templates));
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  static ChartFolder open(Path limit, String path) {
    var folder = limit.resolve(path);
    if (!Files.isRegularFile(folder.resolve("Chart.yaml"))) {
      throw new Failure(
          Kind.USAGE,
          "\"%s\" is no Helm chart: it has no Chart.yaml".formatted(path.isEmpty() ? folder : path),
          "name the folder that Chart.yaml is in");
    }
    var files = new TreeMap<String, byte[]>();
    for (var name : TOP) {
      file(limit, folder.resolve(name))
          .ifPresent(real -> files.put(real, bytes(limit.resolve(real))));
    }
    var templates = templates(limit, folder.resolve("templates"));
    for (var real : templates.values()) {
      files.put(real, bytes(limit.resolve(real)));
    }
    files.putAll(packed(limit, folder.resolve("charts")));
    var about = new ArrayList<YamlTree>();
    for (var name : List.of("Chart.yaml", "requirements.yaml")) {
      file(limit, folder.resolve(name))
          .flatMap(real -> Optional.ofNullable(files.get(real)))
          .ifPresent(
              bytes -> about.add(YamlTree.parse(path.isEmpty() ? name : path + "/" + name, bytes)));
    }
    return new ChartFolder(limit, path, about, templates, files);
  }

  private static Map<String, String> templates(Path limit, Path folder) {
    if (!Files.isDirectory(folder)) {
      return Map.of();
    }
    var found = new TreeMap<String, String>();
    try (var walk = Files.walk(folder, DEEPEST, java.nio.file.FileVisitOption.FOLLOW_LINKS)) {
      var all = walk.filter(Files::isRegularFile).limit(MOST_FILES + 1L).toList();
      if (all.size() > MOST_FILES) {
        throw new Failure(
            Kind.USAGE,
            "\"%s\" has more than %d files".formatted(folder, MOST_FILES),
            "name a chart's folder");
      }
      for (var one : all) {
        var name = folder.relativize(one).toString().replace('\\', '/');
        file(limit, one).ifPresent(real -> found.put(name, real));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The definitions and values of the charts that are packed in a folder.
  private static Map<String, byte[]> packed(Path limit, Path folder) {
    var found = new TreeMap<String, byte[]>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (var archives = Files.newDirectoryStream(folder, "*.tgz")) {
      for (var archive : archives) {
        var at = file(limit, archive);
        if (at.isPresent()) {
          try (var in = Files.newInputStream(limit.resolve(at.get()))) {
            PackedChart.read(in)
                .files()
                .forEach((path, bytes) -> found.put(at.get() + ChartBundle.PACKED + path, bytes));
          }
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The path of a file, links followed; empty where it is none, too large, or leads out of the
  /// limit.
  private static Optional<String> file(Path limit, Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        return Optional.empty();
      }
      var real = file.toRealPath();
      return real.startsWith(limit)
          ? Optional.of(limit.relativize(real).toString().replace('\\', '/'))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    var folder = Optional.ofNullable(limit.resolve(path).getFileName()).map(Path::toString);
    return text("name").or(() -> folder).orElse("chart");
  }

  boolean isLibrary() {
    return text("type").filter("library"::equals).isPresent();
  }

  private Optional<String> text(String key) {
    return about.getFirst().text(key);
  }

  /// The chart.
  ///
  /// @param libraries paths of library charts beside it, by name, which serve where a dependency is
  ///   not at hand otherwise
  HelmChart chart(Map<String, String> libraries) {
    var dependencies = new ArrayList<ChartDependency>();
    var vendored = vendored();
    for (var file : about) {
      if (file.at("dependencies").orElse(file.root()) instanceof Sequence list) {
        for (var item : list.items()) {
          dependency(item, vendored, libraries).ifPresent(dependencies::add);
        }
      }
    }
    vendored.forEach((folder, name) -> {
      if (dependencies.stream().noneMatch(d -> d.path().filter(folder::equals).isPresent())) {
        dependencies.add(new ChartDependency(name, name, "", Optional.of(folder), false));
      }
    });
    return new HelmChart(
        path,
        name(),
        text("version").orElse(""),
        text("appVersion"),
        isLibrary(),
        templates,
        dependencies);
  }

  private Optional<ChartDependency> dependency(
      YamlNode item, Map<String, String> vendored, Map<String, String> libraries) {
    var name = Lookup.find(item, "name").flatMap(Lookup::text);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    var repository = Lookup.find(item, "repository").flatMap(Lookup::text).orElse("");
    var key = Lookup.find(item, "alias").flatMap(Lookup::text).orElse(name.get());
    var here =
        vendored.entrySet().stream()
            .filter(folder -> folder.getValue().equals(name.get()))
            .map(Map.Entry::getKey)
            .findFirst();
    var packed = here.isEmpty() && isPacked(name.get());
    // Helm renders what lies in charts/, wherever that was packed from.
    var place =
        packed
            ? Optional.<String>empty()
            : here.or(() -> local(repository))
                .or(() ->
                    repository.startsWith(FILE_SCHEME)
                        ? Optional.empty()
                        : Optional.ofNullable(libraries.get(name.get())));
    return Optional.of(new ChartDependency(name.get(), key, repository, place, packed));
  }

  private Optional<String> local(String repository) {
    if (!repository.startsWith(FILE_SCHEME)) {
      return Optional.empty();
    }
    var folder =
        limit.resolve(path).resolve(repository.substring(FILE_SCHEME.length())).normalize();
    return isChart(folder) ? relative(folder) : Optional.empty();
  }

  private static boolean isChart(Path folder) {
    return Files.isRegularFile(folder.resolve("Chart.yaml"));
  }

  private Optional<String> relative(Path folder) {
    try {
      var real = folder.toRealPath();
      return real.startsWith(limit)
          ? Optional.of(limit.relativize(real).toString().replace('\\', '/'))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The charts below `charts/` that are folders: path to name.
  private Map<String, String> vendored() {
    Map<String, String> found = new LinkedHashMap<>();
    for (var folder : below("charts")) {
      if (isChart(folder)) {
        relative(folder).ifPresent(at -> found.put(at, nameOf(folder)));
      }
    }
    return found;
  }

  private String nameOf(Path folder) {
    var name =
        YamlTree.parse(folder + "/Chart.yaml", bytes(folder.resolve("Chart.yaml"))).text("name");
    return name.orElseGet(() -> String.valueOf(folder.getFileName()));
  }

  private boolean isPacked(String name) {
    return below("charts").stream()
        .map(file -> String.valueOf(file.getFileName()))
        .anyMatch(file -> file.startsWith(name + "-") && file.endsWith(".tgz"));
  }

  private List<Path> below(String name) {
    var folder = limit.resolve(path).resolve(name);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var list = Files.list(folder)) {
      return list.sorted().limit(MOST_FILES).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
