package belay.migrate.charts;

import belay.chart.ChartBundle;
import belay.chart.ChartDependency;
import belay.migrate.charts.MigratedChart.MigratedImage;
import belay.migrate.model.ImageField.State;
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

  /// One for each template of packed charts whose images take digests.
  ///
  /// @param keys those of the digests by template, as Helm calls it
  List<MigratedImage> packed(Map<String, Set<String>> keys) {
    return keys.entrySet().stream()
        .map(entry -> already(entry.getKey(), entry.getValue()))
        .toList();
  }

  private MigratedImage already(String source, Set<String> keys) {
    var place = place(source);
    var file =
        place.packed().map(archive -> archive + ChartBundle.PACKED).orElse("") + place.rest();
    return new MigratedImage(file, 1, 1, State.ALREADY, true, "", List.copyOf(keys));
  }

  private MigratedImage image(String source, Set<String> images) {
    var place = place(source);
    return place
        .packed()
        .map(archive ->
            reported(
                archive,
                "%s is packed, and names images by tag: migrate it where it comes from, and pack it anew"
                    .formatted(place.chart())))
        .orElseGet(() ->
            reported(
                place.rest(),
                "%s is rendered, and where that comes from cannot be followed"
                    .formatted(String.join(", ", images))));
  }

  /// Where a template is.
  ///
  /// @param packed the archive that it is in
  /// @param chart the packed chart's name
  /// @param rest the file, or its path in the archive
  private record Place(Optional<String> packed, String chart, String rest) {}

  private Place place(String source) {
    var chart = main;
    var rest = source.substring(source.indexOf('/') + 1);
    while (rest.startsWith(CHARTS)) {
      var below = rest.substring(CHARTS.length());
      var called = below.substring(0, below.indexOf('/'));
      var part = part(chart, called);
      rest = below.substring(called.length() + 1);
      if (part.isEmpty() || part.get().path().isEmpty()) {
        var name = part.map(ChartDependency::name).orElse(called);
        return new Place(Optional.of(archive(chart, name)), name, rest);
      }
      chart = part.get().path().get();
    }
    var file = names.of(bundle.root().resolve(bundle.chart(chart).file(rest)));
    return new Place(Optional.empty(), "", file);
  }

  private Optional<ChartDependency> part(String chart, String name) {
    return bundle.chart(chart).dependencies().stream()
        .filter(part -> part.key().equals(name) || part.name().equals(name))
        .findFirst();
  }

  private String archive(String chart, String name) {
    var folder = bundle.root().resolve(bundle.chart(chart).file("charts"));
    return names.of(PackedCharts.find(folder, name).orElse(folder));
  }

  private static MigratedImage reported(String file, String reason) {
    return new MigratedImage(file, 1, 1, State.REPORTED, false, reason, List.of());
  }
}
