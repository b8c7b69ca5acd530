package belay.chart;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads charts and what they are made of, and puts those together that share a folder.
final class BundleReader {
  private static final int MOST_CHARTS = 20_000;

  private final Path limit;
  private final Map<String, ChartFolder> read = new TreeMap<>();

  BundleReader(Path limit) {
    this.limit = real(limit);
  }

  List<ChartBundle> read(List<Path> folders) {
    var mains = new TreeSet<String>();
    for (var folder : folders) {
      var real = real(folder);
      if (!real.startsWith(limit)) {
        throw new Failure(
            Kind.USAGE,
            "\"%s\" is not below \"%s\"".formatted(folder, limit),
            "name a folder there");
      }
      mains.add(relative(real));
    }
    var libraries = libraries(mains);
    var charts = new TreeMap<String, HelmChart>();
    Deque<String> left = new ArrayDeque<>(mains);
    while (!left.isEmpty()) {
      var path = left.poll();
      if (charts.containsKey(path)) {
        continue;
      }
      if (charts.size() >= MOST_CHARTS) {
        throw new Failure(Kind.USAGE, "more than %d charts".formatted(MOST_CHARTS), "name fewer");
      }
      var chart = folder(path).chart(libraries);
      charts.put(path, chart);
      chart.dependencies().forEach(dependency -> dependency.path().ifPresent(left::add));
    }
    return bundles(mains, charts);
  }

  /// The library charts among those asked for, by name; a name that two of them have is none.
  private Map<String, String> libraries(NavigableSet<String> mains) {
    var byName = new HashMap<String, Optional<String>>();
    for (var path : mains) {
      var folder = folder(path);
      if (folder.isLibrary()) {
        byName.merge(folder.name(), Optional.of(path), (_, _) -> Optional.empty());
      }
    }
    var one = new HashMap<String, String>();
    byName.forEach((name, path) -> path.ifPresent(p -> one.put(name, p)));
    return one;
  }

  private ChartFolder folder(String path) {
    var there = read.get(path);
    if (there == null) {
      there = ChartFolder.open(limit, path);
      read.put(path, there);
    }
    return there;
  }

  private List<ChartBundle> bundles(NavigableSet<String> mains, Map<String, HelmChart> charts) {
    var groups = new LinkedHashMap<String, String>();
    charts.keySet().forEach(path -> groups.put(path, path));
    charts.forEach((path, chart) ->
        chart.dependencies().stream()
            .flatMap(dependency -> dependency.path().stream())
            .forEach(other -> groups.put(leader(groups, path), leader(groups, other))));
    Map<String, List<String>> members = new TreeMap<>();
    charts
        .keySet()
        .forEach(path ->
            members.computeIfAbsent(leader(groups, path), _ -> new ArrayList<>()).add(path));
    return members.values().stream().map(paths -> bundle(mains, charts, paths)).toList();
  }

  private static String leader(Map<String, String> groups, String path) {
    var at = path;
    for (var next = groups.get(at); next != null && !next.equals(at); next = groups.get(at)) {
      at = next;
    }
    return at;
  }

  private ChartBundle bundle(
      NavigableSet<String> mains, Map<String, HelmChart> charts, List<String> paths) {
    var own = new TreeMap<String, HelmChart>();
    var files = new TreeMap<String, byte[]>();
    for (var path : paths) {
      own.put(path, charts.getOrDefault(path, folder(path).chart(Map.of())));
      files.putAll(folder(path).files());
    }
    return new ChartBundle(limit, paths.stream().filter(mains::contains).toList(), own, files);
  }

  private String relative(Path real) {
    return limit.relativize(real).toString().replace('\\', '/');
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (java.nio.file.NoSuchFileException missing) {
      throw new Failure(
          Kind.USAGE,
          "there is no folder \"%s\"".formatted(path),
          "name a chart's folder",
          missing);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
