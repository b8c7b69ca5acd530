package belay.migrate;

import belay.chart.ChartBundle;
import belay.failure.Failure;
import belay.migrate.model.DigestMode;
import belay.migrate.model.KeyChange;
import belay.migrate.model.RewriteOptions;
import belay.migrate.origin.Origin;
import belay.migrate.values.ValuesFileEdit;
import belay.migrate.values.ValuesFileEdit.DefaultKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The `values.yaml` of each chart of a bundle, and of those that have it as a part.
record ValuesFiles(ChartBundle bundle, RewriteOptions options) {
  private static final int DEEPEST = 6;

  /// The files that change.
  ///
  /// @throws Refusal where one cannot be edited
  Map<String, byte[]> changed(List<KeyChange> keys) {
    Map<String, List<KeyChange>> byChart = new LinkedHashMap<>();
    keys.forEach(key -> byChart.computeIfAbsent(key.chart(), _ -> new ArrayList<>()).add(key));
    Map<String, byte[]> changed = new TreeMap<>();
    byChart.forEach((chart, own) -> {
      var file = bundle.chart(chart).values();
      var defaults =
          options.mode() == DigestMode.OPTIONAL ? DefaultKeys.OPTIONAL : DefaultKeys.REQUIRED;
      edit(changed, file, List.of(), own, defaults);
      changed.computeIfPresent(
          file, (_, bytes) -> new ValuesTemplates(bundle).rewritten(chart, bytes, own));
      parents(changed, chart, List.of(), own, 0);
    });
    changed.entrySet().removeIf(entry -> isSame(entry.getKey(), entry.getValue()));
    return changed;
  }

  private boolean isSame(String file, byte[] bytes) {
    return java.util.Arrays.equals(bundle.files().getOrDefault(file, new byte[0]), bytes);
  }

  private void parents(
      Map<String, byte[]> changed,
      String chart,
      List<String> above,
      List<KeyChange> keys,
      int depth) {
    for (var parent : bundle.charts().values()) {
      for (var part : parent.dependencies()) {
        if (part.path().filter(chart::equals).isPresent() && depth < DEEPEST) {
          List<String> longer = new ArrayList<>(List.of(part.key()));
          longer.addAll(above);
          if (bundle.files().containsKey(parent.values())) {
            edit(changed, parent.values(), longer, keys, DefaultKeys.NONE);
          }
          parents(changed, parent.path(), longer, keys, depth + 1);
        }
      }
    }
  }

  private void edit(
      Map<String, byte[]> changed,
      String file,
      List<String> above,
      List<KeyChange> keys,
      DefaultKeys defaults) {
    var before = changed.getOrDefault(file, bundle.files().getOrDefault(file, new byte[0]));
    try {
      changed.put(file, ValuesFileEdit.apply(file, before, above, keys, defaults));
    } catch (Failure | IllegalStateException refused) {
      throw refusal(file, before, above, keys, defaults, refused);
    }
  }

  /// The change that cannot be made, alone.
  private static Refusal refusal(
      String file,
      byte[] before,
      List<String> above,
      List<KeyChange> keys,
      DefaultKeys defaults,
      RuntimeException all) {
    for (var key : keys) {
      try {
        ValuesFileEdit.apply(file, before, above, List.of(key), defaults);
      } catch (Failure | IllegalStateException one) {
        return refusal(file, one, values(key));
      }
    }
    return refusal(file, all, keys.stream().flatMap(key -> values(key).stream()).toList());
  }

  private static Refusal refusal(String file, RuntimeException cause, List<Origin.Values> values) {
    var failure =
        cause instanceof Failure known
            ? known
            : new Failure(
                belay.failure.Kind.REFUSED,
                "the edits of %s do not fit together".formatted(file),
                "edit it by hand",
                cause);
    return new Refusal(failure, values, file);
  }

  private static List<Origin.Values> values(KeyChange key) {
    List<Origin.Values> values = new ArrayList<>();
    values.add(new Origin.Values(key.chart(), key.path()));
    switch (key) {
      case KeyChange.Digest digest when !digest.tag().isEmpty() ->
          values.add(new Origin.Values(key.chart(), digest.tag()));
      case KeyChange.Version version -> values.add(new Origin.Values(key.chart(), version.tag()));
      case KeyChange.Digest _, KeyChange.Removed _, KeyChange.Lifted _, KeyChange.Named _ -> {}
    }
    return values;
  }
}
