package belay.migrate.proof;

import belay.chart.ChartBundle;
import belay.migrate.guard.ReachingValues;
import belay.migrate.model.ImageField;
import belay.yaml.tree.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Values that switch on what images stand in, for those that no other values render.
final class Variants {
  private static final int MOST = 4;

  private Variants() {}

  /// One set of values for as many images as possible.
  ///
  /// @param wishes of each image, by the keys that lead to them
  record Variant(List<Map<List<String>, Optional<Object>>> wishes) {
    Variant {
      wishes = List.copyOf(wishes);
    }

    /// The same above others.
    ValuesSet above(ValuesSet base) {
      return base.with(words(all()), yaml(all()));
    }

    /// Two with half of the wishes each, where all together do not render; none of a single one.
    List<Variant> halves() {
      var half = wishes.size() / 2;
      return half == 0
          ? List.of()
          : List.of(
              new Variant(wishes.subList(0, half)),
              new Variant(wishes.subList(half, wishes.size())));
    }

    private Map<List<String>, Optional<Object>> all() {
      Map<List<String>, Optional<Object>> all = new LinkedHashMap<>();
      wishes.forEach(all::putAll);
      return all;
    }

    private boolean takes(Map<List<String>, Optional<Object>> more) {
      var all = all();
      return more.entrySet().stream()
          .allMatch(one ->
              all.getOrDefault(one.getKey(), one.getValue()).equals(one.getValue())
                  && all.keySet().stream()
                      .noneMatch(
                          key -> isAround(key, one.getKey()) || isAround(one.getKey(), key)));
    }

    private Variant and(Map<List<String>, Optional<Object>> more) {
      List<Map<List<String>, Optional<Object>>> longer = new ArrayList<>(wishes);
      if (!longer.contains(more)) {
        longer.add(more);
      }
      return new Variant(longer);
    }

    private static boolean isAround(List<String> outer, List<String> inner) {
      return outer.size() < inner.size() && inner.subList(0, outer.size()).equals(outer);
    }
  }

  /// The sets that are to be tried.
  static List<Variant> of(ChartBundle bundle, String main, List<ImageField> images) {
    var reaching = new ReachingValues(bundle, main);
    List<Variant> variants = new ArrayList<>();
    for (var image : images) {
      var wanted = reaching.of(image);
      if (wanted.isEmpty()) {
        continue;
      }
      var at = 0;
      while (at < variants.size() && !variants.get(at).takes(wanted)) {
        at++;
      }
      if (at < variants.size()) {
        variants.set(at, variants.get(at).and(wanted));
      } else {
        variants.add(new Variant(List.of(wanted)));
      }
    }
    return variants.stream().limit(MOST).toList();
  }

  private static String words(Map<List<String>, Optional<Object>> values) {
    return String.join(
        ", ",
        values.entrySet().stream()
            .map(one ->
                "%s=%s"
                    .formatted(
                        String.join(".", one.getKey()),
                        one.getValue().map(String::valueOf).orElse("null")))
            .toList());
  }

  /// A values file that says some values.
  static String yaml(Map<List<String>, Optional<Object>> values) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    values.forEach((keys, value) -> put(tree, keys, value));
    return YamlText.of(tree);
  }

  /// What is asked of a part of a mapping makes it one, and is more than that it is there.
  private static void put(
      Map<String, @Nullable Object> tree, List<String> keys, Optional<Object> value) {
    var key = keys.getFirst();
    if (keys.size() > 1) {
      Map<String, @Nullable Object> below = new LinkedHashMap<>();
      if (tree.get(key) instanceof Map<?, ?> there) {
        there.forEach((name, old) -> below.put(String.valueOf(name), old));
      }
      put(below, keys.subList(1, keys.size()), value);
      tree.put(key, below);
    } else if (!(tree.get(key) instanceof Map<?, ?>)) {
      tree.put(key, value.orElse(null));
    }
  }
}
