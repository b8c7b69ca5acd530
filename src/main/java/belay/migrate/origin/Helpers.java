package belay.migrate.origin;

import belay.chart.ChartBundle;
import belay.chart.ChartDependency;
import belay.gotemplate.TemplateNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The definitions of a bundle's charts.
public final class Helpers {
  private final ChartBundle bundle;
  private final Map<String, Map<String, Helper>> byChart = new HashMap<>();
  private final Map<String, Helper> byName = new HashMap<>();

  public Helpers(ChartBundle bundle, List<TemplateFile> files) {
    this.bundle = bundle;
    for (var file : files) {
      collect(file, file.tree().nodes());
    }
  }

  private void collect(TemplateFile file, List<TemplateNode> nodes) {
    for (var node : nodes) {
      switch (node) {
        case TemplateNode.Define define -> add(new Helper(file, define.name(), define.body()));
        case TemplateNode.Block block -> {
          add(new Helper(file, block.name(), block.body()));
          collect(file, block.body());
        }
        case TemplateNode.Branch branch -> branch.arms().forEach(arm -> collect(file, arm.body()));
        case TemplateNode.Text _,
            TemplateNode.Comment _,
            TemplateNode.Action _,
            TemplateNode.Call _,
            TemplateNode.Jump _ -> {}
      }
    }
  }

  private void add(Helper helper) {
    byChart.computeIfAbsent(helper.file().chart(), _ -> new HashMap<>()).put(helper.name(), helper);
    byName.put(helper.name(), helper);
  }

  /// All definitions.
  public List<Helper> all() {
    return byChart.values().stream().flatMap(own -> own.values().stream()).toList();
  }

  /// The definition that a chart means by a name: its own, one of the charts it is made of, or that
  /// of a chart it is part of.
  public Optional<Helper> find(String chart, String name) {
    return below(chart, name, new HashSet<>()).or(() -> Optional.ofNullable(byName.get(name)));
  }

  /// Values of a chart that are those of a part of it, as the part says them.
  Origin owned(Origin origin) {
    return switch (origin) {
      case Origin.Values(var chart, var keys) when keys.size() == 1 ->
          bundle.charts().containsKey(chart)
              ? bundle.chart(chart).dependencies().stream()
                  .filter(part -> part.key().equals(keys.getFirst()))
                  .flatMap(part -> part.path().stream())
                  .<Origin>map(path -> new Origin.Values(path, List.of()))
                  .findFirst()
                  .orElse(origin)
              : origin;
      default -> origin;
    };
  }

  private Optional<Helper> below(String chart, String name, Set<String> seen) {
    if (!seen.add(chart)) {
      return Optional.empty();
    }
    var own = byChart.getOrDefault(chart, Map.of()).get(name);
    if (own != null) {
      return Optional.of(own);
    }
    List<ChartDependency> parts =
        bundle.charts().containsKey(chart) ? bundle.chart(chart).dependencies() : new ArrayList<>();
    return parts.stream()
        .flatMap(part -> part.path().stream())
        .flatMap(path -> below(path, name, seen).stream())
        .findFirst();
  }
}
