package belay.migrate.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.chart.ChartBundle;
import belay.chart.HelmChart;
import belay.chart.ValuesPlaces;
import belay.failure.Failure;
import belay.gotemplate.TemplateTree;
import belay.migrate.model.ImageField;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Works out which values switch on what an image stands in. Of one thread.
public final class ReachingValues {
  private static final int DEEPEST = 5;

  private final ChartBundle bundle;
  private final String main;
  private final Map<String, List<List<String>>> places;
  private final Map<String, Optional<TemplateTree>> trees = new HashMap<>();

  /// @param main the path of the chart that is rendered
  public ReachingValues(ChartBundle bundle, String main) {
    this.bundle = bundle;
    this.main = main;
    this.places = ValuesPlaces.of(bundle, main);
  }

  /// The values, by the keys that lead to them; none where nothing is known to switch it on. Null
  /// stands for a default that has to go.
  public Map<List<String>, Optional<Object>> of(ImageField image) {
    Map<List<String>, Optional<Object>> wanted = new LinkedHashMap<>();
    switchedOn(main, List.of(), image.chart(), wanted, 0);
    tree(image.file())
        .flatMap(tree -> EnclosureFinder.around(tree, offset(tree, image)))
        .ifPresent(here -> add(image.chart(), here, wanted, 0));
    return wanted;
  }

  private static int offset(TemplateTree tree, ImageField image) {
    var text = tree.source().text();
    var at = 0;
    for (var line = 1; line < image.line() && at >= 0; line++) {
      at = text.indexOf('\n', at) + 1;
    }
    return Math.min(text.length() - 1, at + Math.max(0, image.column() - 1));
  }

  private void add(
      String chart, Enclosure here, Map<List<String>, Optional<Object>> wanted, int depth) {
    var wish = new ValuesWish(values(chart));
    here.wishes().forEach(wish::add);
    var above = places.getOrDefault(chart, List.of(List.of())).getFirst();
    wish.wanted()
        .forEach((keys, value) -> {
          List<String> path = new ArrayList<>(keys.getFirst().equals("global") ? List.of() : above);
          path.addAll(keys);
          wanted.putIfAbsent(List.copyOf(path), value);
        });
    if (here.definition().isPresent() && depth < DEEPEST) {
      call(here.definition().get())
          .ifPresent(caller -> add(caller.chart(), caller.enclosure(), wanted, depth + 1));
    }
  }

  private record Caller(String chart, Enclosure enclosure) {}

  /// A call that is in no definition itself, else any.
  private Optional<Caller> call(String definition) {
    List<Caller> all = new ArrayList<>();
    for (var chart : bundle.charts().values()) {
      if (places.containsKey(chart.path())) {
        calls(chart, definition, all);
      }
    }
    return all.stream()
        .filter(caller -> caller.enclosure().definition().isEmpty())
        .findFirst()
        .or(() ->
            all.stream()
                .filter(caller -> !caller.enclosure().definition().get().equals(definition))
                .findFirst());
  }

  private void calls(HelmChart chart, String definition, List<Caller> all) {
    for (var file : chart.templates().values()) {
      tree(file)
          .ifPresent(tree ->
              EnclosureFinder.calls(tree, definition)
                  .forEach(enclosure -> all.add(new Caller(chart.path(), enclosure))));
    }
  }

  /// The conditions of the dependencies that lead to a chart.
  private boolean switchedOn(
      String from,
      List<String> above,
      String to,
      Map<List<String>, Optional<Object>> wanted,
      int depth) {
    if (from.equals(to)) {
      return true;
    }
    for (var dependency : bundle.chart(from).dependencies()) {
      List<String> below = new ArrayList<>(above);
      below.add(dependency.key());
      if (depth < DEEPEST
          && dependency.path().isPresent()
          && switchedOn(dependency.path().get(), below, to, wanted, depth + 1)) {
        condition(from, dependency.key())
            .ifPresent(keys -> {
              List<String> path = new ArrayList<>(above);
              path.addAll(List.of(keys.split("\\.")));
              wanted.put(List.copyOf(path), Optional.of(true));
            });
        return true;
      }
    }
    return false;
  }

  private Optional<String> condition(String chart, String key) {
    var about = yaml(bundle.chart(chart).file("Chart.yaml"));
    for (var i = 0; about.flatMap(item(i)).isPresent(); i++) {
      var number = String.valueOf(i);
      var name =
          about
              .flatMap(a -> a.text("dependencies", number, "alias"))
              .or(() -> about.flatMap(a -> a.text("dependencies", number, "name")));
      if (name.filter(key::equals).isPresent()) {
        return about
            .flatMap(a -> a.text("dependencies", number, "condition"))
            .map(text -> text.split(",")[0].strip())
            .filter(text -> !text.isEmpty());
      }
    }
    return Optional.empty();
  }

  private static Function<YamlTree, Optional<YamlNode>> item(int number) {
    return about -> about.at("dependencies", String.valueOf(number));
  }

  private YamlNode values(String chart) {
    return yaml(bundle.chart(chart).values()).orElseGet(() -> YamlTree.empty("values.yaml")).root();
  }

  private Optional<YamlTree> yaml(String path) {
    try {
      return Optional.ofNullable(bundle.files().get(path))
          .map(bytes -> YamlTree.parse(path, bytes));
    } catch (Failure notYaml) {
      return Optional.empty();
    }
  }

  private Optional<TemplateTree> tree(String path) {
    return trees.computeIfAbsent(path, this::parsed);
  }

  private Optional<TemplateTree> parsed(String path) {
    try {
      return Optional.ofNullable(bundle.files().get(path))
          .map(bytes -> TemplateTree.parse(path, new String(bytes, UTF_8)));
    } catch (Failure noTemplate) {
      return Optional.empty();
    }
  }
}
