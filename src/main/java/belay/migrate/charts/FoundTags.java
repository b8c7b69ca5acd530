package belay.migrate.charts;

import static java.util.function.Predicate.not;

import belay.chart.ValuesPlaces;
import belay.failure.Failure;
import belay.migrate.model.ImageFeed;
import belay.migrate.values.DigestFill;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Sequence;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The references by tag that stood in values files where digests stand now. Of one thread.
final class FoundTags {
  private final PlannedBundle plan;
  private final String main;
  private final List<ImageFeed> feeds;
  private final Map<String, List<List<String>>> above;

  FoundTags(PlannedBundle plan, String main) {
    this.plan = plan;
    this.main = main;
    this.feeds =
        plan.migration().images().stream().flatMap(image -> image.feeds().stream()).toList();
    this.above = ValuesPlaces.of(plan.bundle(), main);
  }

  /// Gives the digest of a reference.
  interface Answers {
    Optional<String> digest(String reference);
  }

  /// A values file with the digests of what it named by tag.
  ///
  /// @param before what it held
  /// @param after what it will hold
  /// @param answers is asked for each reference
  byte[] filled(String name, byte[] before, byte[] after, Answers answers) {
    try {
      var old = YamlTree.parse(name, before).root();
      var own = name.equals(plan.bundle().chart(main).values());
      return DigestFill.apply(
          name,
          after,
          feeds,
          above,
          (feed, path, now) ->
              now.isEmpty()
                  ? reference(feed, path, old, own).flatMap(answers::digest)
                  : Optional.empty());
    } catch (Failure notYaml) {
      return after;
    }
  }

  /// What stood there: the chart's own default, or that with what the file says otherwise.
  private Optional<String> reference(ImageFeed feed, List<String> path, YamlNode old, boolean own) {
    if (own && path.equals(feed.digest())) {
      return feed.reference().filter(not(FoundTags::isBare));
    }
    var whole = at(old, path.subList(0, path.size() - 1)).flatMap(Lookup::text);
    if (whole.isPresent()) {
      return whole.filter(not(FoundTags::isBare));
    }
    var tag = text(old, feed.tag(), feed, path);
    return tag.flatMap(version -> name(feed, path, old).map(name -> name + ":" + version));
  }

  private Optional<String> name(ImageFeed feed, List<String> path, YamlNode old) {
    var registry = text(old, feed.registry(), feed, path);
    var repository = text(old, feed.repository(), feed, path);
    if (registry.isEmpty() && repository.isEmpty() && feed.reference().isPresent()) {
      return feed.reference().map(reference -> reference.replaceFirst("[:@][^/]*$", ""));
    }
    var defaults = values(feed.chart());
    var parts =
        Stream.of(
                registry.or(() -> text(defaults, feed.registry(), feed, feed.digest())),
                repository.or(() -> text(defaults, feed.repository(), feed, feed.digest())))
            .flatMap(Optional::stream)
            .filter(not(String::isEmpty))
            .toList();
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("/", parts));
  }

  private YamlNode values(String chart) {
    var path = plan.bundle().chart(chart).values();
    return Optional.ofNullable(plan.bundle().files().get(path))
        .map(bytes -> YamlTree.parse(path, bytes))
        .orElseGet(() -> YamlTree.empty(path))
        .root();
  }

  /// A value of the same image: its path leads through the same items as the digest's.
  private static Optional<String> text(
      YamlNode root, List<String> keys, ImageFeed feed, List<String> digest) {
    if (keys.isEmpty() || digest.size() < feed.digest().size()) {
      return Optional.empty();
    }
    var before = digest.size() - feed.digest().size();
    List<String> way = new ArrayList<>(digest.subList(0, before));
    for (var i = 0; i < keys.size(); i++) {
      var each = keys.get(i).equals("*") && before + i < digest.size();
      way.add(each ? digest.get(before + i) : keys.get(i));
    }
    return at(root, way).flatMap(Lookup::text);
  }

  private static Optional<YamlNode> at(YamlNode root, List<String> way) {
    var node = Optional.of(root);
    for (var step : way) {
      node =
          node.map(YamlNode::resolved)
              .flatMap(parent ->
                  parent instanceof Sequence list && step.matches("[0-9]{1,6}")
                      ? list.items().stream().skip(Integer.parseInt(step)).findFirst()
                      : Lookup.find(parent, step));
    }
    return node;
  }

  private static boolean isBare(String reference) {
    return !reference.substring(reference.lastIndexOf('/') + 1).contains(":")
        || reference.contains("@");
  }
}
