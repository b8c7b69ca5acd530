package belay.migrate;

import belay.chart.ChartBundle;
import belay.chart.HelmChart;
import belay.image.ImageRef;
import belay.migrate.model.ImageField;
import belay.migrate.model.ImageField.State;
import belay.migrate.origin.Origin;
import belay.migrate.origin.ValuesView;
import belay.yaml.tree.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Images by tag in lists of a chart's values that no template names, such as containers that are
/// printed as they are.
final class PrintedImages {
  private final HelmChart chart;
  private final Set<List<String>> named;
  private final List<ImageField> found = new ArrayList<>();

  private PrintedImages(HelmChart chart, Set<List<String>> named) {
    this.chart = chart;
    this.named = named;
  }

  /// Those of all charts of a bundle.
  static List<ImageField> of(ChartBundle bundle, ValuesView values, SiteSelection selection) {
    Set<List<String>> named = new HashSet<>();
    for (var site : selection.sites()) {
      for (var source : site.sources()) {
        Stream.of(source.names(), source.tags(), List.of(source.digest(), source.digest().parent()))
            .flatMap(List::stream)
            .map(Origin.Values::path)
            .filter(path -> path.contains(Origin.EACH))
            .forEach(named::add);
      }
    }
    List<ImageField> all = new ArrayList<>();
    for (var chart : bundle.charts().values()) {
      var images = new PrintedImages(chart, named);
      values
          .file(chart.path())
          .ifPresent(root -> images.look(root, new Origin.Values(chart.path(), List.of())));
      all.addAll(images.found);
    }
    return all;
  }

  /// Aliases are passed over: what they stand for is looked at where it stands.
  private void look(YamlNode node, Origin.Values at) {
    switch (node) {
      case YamlNode.Mapping mapping ->
          mapping.entries().forEach(entry -> entry(entry, at.child(entry.name().orElse("?"))));
      case YamlNode.Sequence list ->
          list.items().forEach(item -> look(item, at.child(Origin.EACH)));
      case YamlNode.Scalar _, YamlNode.Alias _ -> {}
    }
  }

  private void entry(YamlNode.Entry entry, Origin.Values at) {
    if (entry.isNamed("image")
        && at.path().contains(Origin.EACH)
        && entry.value() instanceof YamlNode.Scalar image
        && !isNamed(at.path())) {
      if (ImageRef.read(image.value()).orElse(null) instanceof ImageRef.Tagged(var _, var tag)) {
        var name = image.value().substring(0, image.value().length() - tag.length() - 1);
        found.add(field(entry, at, name));
      }
    }
    look(entry.value(), at);
  }

  /// @param name as it is written
  private ImageField field(YamlNode.Entry entry, Origin.Values at, String name) {
    var place = entry.key().span();
    return new ImageField(
        chart.path(),
        chart.values(),
        place.line(),
        place.column(),
        "image",
        "printed",
        State.REPORTED,
        "no template names this image of %s: what is printed as it is needs its digest here, %s@sha256:…"
            .formatted(at.parent().dotted(), name),
        List.of());
  }

  /// Whether an image comes from there, in this chart or in one that it is made of.
  private boolean isNamed(List<String> path) {
    for (var from = 0; from < path.size(); from++) {
      if (named.contains(path.subList(from, path.size()))) {
        return true;
      }
    }
    return false;
  }
}
