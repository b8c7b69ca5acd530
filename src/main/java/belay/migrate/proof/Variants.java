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
  /// @param values by the keys that lead to them
  private record Variant(Map<List<String>, Optional<Object>> values) {
    boolean takes(Map<List<String>, Optional<Object>> more) {
      return more.entrySet().stream()
          .allMatch(one ->
              values.getOrDefault(one.getKey(), one.getValue()).equals(one.getValue())
                  && values.keySet().stream()
                      .noneMatch(
                          key -> isAround(key, one.getKey()) || isAround(one.getKey(), key)));
    }

    private static boolean isAround(List<String> outer, List<String> inner) {
      return outer.size() < inner.size() && inner.subList(0, outer.size()).equals(outer);
    }
  }

  /// The sets that are to be tried.
  ///
  /// @param base what is rendered already
  static List<ValuesSet> of(
      ChartBundle bundle, String main, List<ImageField> images, ValuesSet base) {
    var reaching = new ReachingValues(bundle, main);
    List<Variant> variants = new ArrayList<>();
    for (var image : images) {
      var wanted = reaching.of(image);
      if (wanted.isEmpty()) {
        continue;
      }
      variants.stream()
          .filter(variant -> variant.takes(wanted))
          .findFirst()
          .ifPresentOrElse(
              variant -> variant.values().putAll(wanted),
              () -> variants.add(new Variant(new LinkedHashMap<>(wanted))));
    }
    return variants.stream()
        .limit(MOST)
        .map(variant -> base.with(words(variant.values()), yaml(variant.values())))
        .toList();
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

  private static String yaml(Map<List<String>, Optional<Object>> values) {
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
