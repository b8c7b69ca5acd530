package belay.migrate.charts;

import belay.chart.ChartBundle;
import belay.chart.ChartDependency;
import belay.migrate.charts.MigratedChart.MigratedImage;
import belay.migrate.model.ImageField.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Says where the images stand that one chart still renders without a digest.
///
/// @param names calls files as the user would
/// @param main the chart's path in the bundle
record LeftImages(ChartBundle bundle, FolderNames names, String main) {
  private static final String CHARTS = "charts/";

  /// One for each template, and for each packed chart.
  ///
  /// @param left the images by template, as Helm calls it: `web/charts/db/templates/x.yaml`
  List<MigratedImage> of(Map<String, Set<String>> left) {
    return left.entrySet().stream()
        .map(entry -> image(entry.getKey(), entry.getValue()))
        .distinct()
        .toList();
  }

  private MigratedImage image(String source, Set<String> images) {
    var chart = main;
    var rest = source.substring(source.indexOf('/') + 1);
    while (rest.startsWith(CHARTS)) {
      var below = rest.substring(CHARTS.length());
      var name = below.substring(0, below.indexOf('/'));
      var part = part(chart, name);
      if (part.isEmpty() || part.get().path().isEmpty()) {
        return packed(chart, part.map(ChartDependency::name).orElse(name));
      }
      chart = part.get().path().get();
      rest = below.substring(name.length() + 1);
    }
    return reported(
        bundle.root().resolve(bundle.chart(chart).file(rest)),
        "%s is rendered, and where that comes from cannot be followed"
            .formatted(String.join(", ", images)));
  }

  private Optional<ChartDependency> part(String chart, String name) {
    return bundle.chart(chart).dependencies().stream()
        .filter(part -> part.key().equals(name) || part.name().equals(name))
        .findFirst();
  }

  private MigratedImage packed(String chart, String name) {
    var folder = bundle.root().resolve(bundle.chart(chart).file("charts"));
    return reported(
        PackedCharts.find(folder, name).orElse(folder),
        "%s is packed, and names images by tag: migrate it where it comes from, and pack it anew"
            .formatted(name));
  }

  private MigratedImage reported(Path file, String reason) {
    return new MigratedImage(names.of(file), 1, 1, State.REPORTED, false, reason, List.of());
  }
}
