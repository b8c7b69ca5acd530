package belay.migrate;

import belay.chart.ChartBundle;
import belay.chart.HelmChart;
import belay.failure.Failure;
import belay.migrate.model.ImageField;
import belay.migrate.model.ImageField.State;
import belay.migrate.origin.Origin;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Images by tag in lists of a chart's values that no template names, such as containers that are
/// printed as they are.
final class PrintedImages {
  private static final Pattern BY_TAG =
      Pattern.compile("[\\w.-]+(?::\\d+)?(?:/[\\w.-]+)*:[\\w.-]+");

  private final HelmChart chart;
  private final Set<List<String>> named;
  private final List<ImageField> found = new ArrayList<>();

  private PrintedImages(HelmChart chart, Set<List<String>> named) {
    this.chart = chart;
    this.named = named;
  }

  /// Those of all charts of a bundle.
  static List<ImageField> of(ChartBundle bundle, SiteSelection selection) {
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
      var bytes = bundle.files().get(chart.values());
      if (bytes != null) {
        var images = new PrintedImages(chart, named);
        images.read(bytes);
        all.addAll(images.found);
      }
    }
    return all;
  }

  private void read(byte[] bytes) {
    try {
      YamlTree.parseAll(chart.values(), bytes).stream()
          .limit(1)
          .forEach(file -> look(file.root(), List.of()));
    } catch (Failure unreadable) {
      found.clear();
    }
  }

  /// Aliases are passed over: what they stand for is looked at where it stands.
  private void look(YamlNode node, List<String> path) {
    switch (node) {
      case YamlNode.Mapping mapping ->
          mapping.entries().forEach(entry -> entry(entry, below(path, entry.name().orElse("?"))));
      case YamlNode.Sequence list ->
          list.items().forEach(item -> look(item, below(path, Origin.EACH)));
      case YamlNode.Scalar _, YamlNode.Alias _ -> {}
    }
  }

  private static List<String> below(List<String> path, String key) {
    return Stream.concat(path.stream(), Stream.of(key)).toList();
  }

  private void entry(YamlNode.Entry entry, List<String> path) {
    if (entry.isNamed("image")
        && path.contains(Origin.EACH)
        && entry.value() instanceof YamlNode.Scalar image
        && BY_TAG.matcher(image.value()).matches()
        && !isNamed(path)) {
      var place = entry.key().span();
      found.add(
          new ImageField(
              chart.path(),
              chart.values(),
              place.line(),
              place.column(),
              "image",
              "printed",
              State.REPORTED,
              "no template names this image of %s: what is printed as it is needs its digest here, %s@sha256:…"
                  .formatted(dotted(path.subList(0, path.size() - 1)), name(image.value())),
              List.of()));
    }
    look(entry.value(), path);
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

  private static String dotted(List<String> path) {
    return String.join(".", path).replace("." + Origin.EACH, "[]");
  }

  private static String name(String reference) {
    return reference.substring(0, reference.lastIndexOf(':'));
  }
}
