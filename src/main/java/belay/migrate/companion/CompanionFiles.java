package belay.migrate.companion;

import belay.chart.ChartBundle;
import belay.chart.HelmChart;
import belay.chart.ValuesPlaces;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.migrate.model.KeyChange;
import belay.migrate.values.ValuesFileEdit;
import belay.migrate.values.ValuesFileEdit.DefaultKeys;
import belay.yaml.edit.Insertion;
import belay.yaml.tree.YamlTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files beside templates and `values.yaml` that follow when keys of charts change. Of one
/// thread.
public final class CompanionFiles {
  private static final Pattern VALUES = Pattern.compile("(?i)(?!values\\.yaml$).*values.*\\.ya?ml");
  private static final Pattern YAML = Pattern.compile("(?i).*\\.ya?ml");
  private static final String CI = "ci";
  private static final int MOST = 200;
  private static final long LARGEST = 4L << 20;

  private final ChartBundle bundle;
  private final Map<String, List<KeyChange>> keys = new HashMap<>();
  private final Map<String, byte[]> changes = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();

  private CompanionFiles(ChartBundle bundle, List<KeyChange> keys) {
    this.bundle = bundle;
    for (var change : keys) {
      this.keys.computeIfAbsent(change.chart(), _ -> new ArrayList<>()).add(change);
    }
  }

  /// Has them follow.
  ///
  /// @param keys what changes in the charts of the bundle
  public static CompanionFiles follow(ChartBundle bundle, List<KeyChange> keys) {
    var companions = new CompanionFiles(bundle, keys);
    if (!keys.isEmpty()) {
      bundle.charts().values().forEach(companions::follow);
    }
    return companions;
  }

  /// The files that change, by path in the bundle.
  public Map<String, byte[]> changes() {
    return changes;
  }

  /// What has to be done by hand.
  public List<String> notes() {
    return List.copyOf(notes);
  }

  private void follow(HelmChart chart) {
    var folder = bundle.root().resolve(chart.path());
    edit(chart, folder.resolve("values.schema.json"), SchemaEdit::apply);
    edit(
        chart,
        folder.resolve("README.md"),
        (_, bytes, above, own) -> ReadmeEdit.apply(bytes, above, own));
    Stream.of(
            files(folder, VALUES.asMatchPredicate()),
            files(folder.resolve("values"), YAML.asMatchPredicate()),
            files(folder.resolve(CI), YAML.asMatchPredicate()))
        .flatMap(List::stream)
        .forEach(file -> edit(chart, file, CompanionFiles::values));
  }

  private static byte[] values(
      String name, byte[] bytes, List<String> above, List<KeyChange> changes) {
    if (!ValuesFileEdit.mayHold(bytes, above, changes)) {
      return bytes;
    }
    var now = ValuesFileEdit.apply(name, bytes, above, changes, DefaultKeys.NONE);
    var before = YamlTree.parse(name, bytes);
    var after = YamlTree.parse(name, now);
    for (var change : TagChanges.sorted(changes)) {
      if (change instanceof KeyChange.Digest digest
          && says(before, above, digest.tag())
          && !says(after, above, digest.path())) {
        now = Insertion.put(name, now, whole(above, digest.path()), "");
        after = YamlTree.parse(name, now);
      }
    }
    return now;
  }

  /// A tag that stands under another name now has its digest beside it.
  private static boolean says(YamlTree file, List<String> above, List<String> path) {
    return !path.isEmpty()
        && !path.contains("*")
        && file.at(whole(above, path).toArray(String[]::new)).isPresent();
  }

  private static List<String> whole(List<String> above, List<String> path) {
    var global = path.getFirst().equals("global");
    return Stream.concat(global ? Stream.of() : above.stream(), path.stream()).toList();
  }

  /// A values file from elsewhere, after the changes that a chart brings.
  ///
  /// @param path of the chart
  /// @param name of the file, for messages
  public byte[] values(String path, String name, byte[] bytes) {
    return edited(bundle.chart(path), name, bytes, CompanionFiles::values);
  }

  /// The values files that a chart is tried with, by `ci/`.
  public static List<Path> tried(ChartBundle bundle, String path) {
    return files(bundle.root().resolve(path).resolve(CI), YAML.asMatchPredicate());
  }

  /// A kind of file, changed.
  private interface Following {
    byte[] apply(String name, byte[] bytes, List<String> above, List<KeyChange> changes);
  }

  private void edit(HelmChart chart, Path file, Following following) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        return;
      }
      var real = file.toRealPath();
      if (!real.startsWith(bundle.root())) {
        return;
      }
      var name = bundle.root().relativize(real).toString().replace('\\', '/');
      var old = Files.readAllBytes(real);
      var now = edited(chart, name, changes.getOrDefault(name, old), following);
      if (!Arrays.equals(old, now)) {
        changes.put(name, now);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] edited(HelmChart chart, String name, byte[] bytes, Following following) {
    var now = bytes;
    for (var place : ValuesPlaces.of(bundle, chart.path()).entrySet()) {
      var own = keys.getOrDefault(place.getKey(), List.of());
      for (var above : own.isEmpty() ? List.<List<String>>of() : place.getValue()) {
        try {
          now = following.apply(name, now, above, own);
        } catch (Failure failure) {
          if (failure.kind() == Kind.BUG) {
            throw failure;
          }
          notes.add("%s stays as it is: %s".formatted(name, failure.what()));
          return bytes;
        }
      }
    }
    return now;
  }

  private static List<Path> files(Path folder, Predicate<String> wanted) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var list = Files.list(folder)) {
      return list.filter(file -> wanted.test(String.valueOf(file.getFileName())))
          .filter(Files::isRegularFile)
          .sorted()
          .limit(MOST)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
