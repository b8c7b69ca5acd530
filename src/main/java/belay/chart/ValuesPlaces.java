package belay.chart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where a chart's values files have the values of the charts that it is made of.
public final class ValuesPlaces {
  private static final int MOST_NESTED = 8;

  private final ChartBundle bundle;
  private final Map<String, List<List<String>>> places = new HashMap<>();

  private ValuesPlaces(ChartBundle bundle) {
    this.bundle = bundle;
  }

  /// By the path of each chart the keys that lead to its values; none for the chart itself.
  public static Map<String, List<List<String>>> of(ChartBundle bundle, String main) {
    var places = new ValuesPlaces(bundle);
    places.add(main, List.of());
    return places.places;
  }

  private void add(String path, List<String> keys) {
    var here = places.computeIfAbsent(path, _ -> new ArrayList<>());
    if (keys.size() > MOST_NESTED || here.contains(keys)) {
      return;
    }
    here.add(keys);
    for (var dependency : bundle.chart(path).dependencies()) {
      if (dependency.path().isPresent()) {
        var below = new ArrayList<>(keys);
        below.add(dependency.key());
        add(dependency.path().get(), List.copyOf(below));
      }
    }
  }
}
