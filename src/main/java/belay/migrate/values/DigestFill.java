package belay.migrate.values;

import belay.failure.Kind;
import belay.migrate.model.ImageFeed;
import belay.yaml.edit.Edit;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.Source;
import belay.yaml.tree.TreeBuilder;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Fills the empty digests of a values file. Of one thread.
public final class DigestFill {
  private static final String EACH = "*";
  private static final String GLOBAL = "global";

  private final Giver giver;
  private final Map<Integer, Edit> edits = new HashMap<>();

  private DigestFill(Giver giver) {
    this.giver = giver;
  }

  /// Gives a digest.
  public interface Giver {
    /// What an empty digest becomes; nothing where it stays, or where one stands there already.
    ///
    /// @param path the keys that lead to it in the file, the numbers of items among them
    /// @param now what stands there
    Optional<String> digest(ImageFeed feed, List<String> path, String now);
  }

  /// The file with its digests.
  ///
  /// @param feeds where they stand
  /// @param above by the path of each chart the keys that lead to its values in this file
  /// @throws belay.failure.Failure (refused) where the file is not YAML
  public static byte[] apply(
      String name,
      byte[] bytes,
      List<ImageFeed> feeds,
      Map<String, List<List<String>>> above,
      Giver giver) {
    var fill = new DigestFill(giver);
    var source = Source.decode(name, bytes, Kind.REFUSED);
    for (var document : TreeBuilder.read(source)) {
      for (var feed : feeds) {
        for (var keys : above.getOrDefault(feed.chart(), List.of())) {
          fill.from(document.root(), feed, keys);
        }
      }
    }
    return source.with(Edit.apply(source.text(), List.copyOf(fill.edits.values()))).encode();
  }

  private void from(YamlNode root, ImageFeed feed, List<String> above) {
    if (!feed.digest().isEmpty()) {
      var global = feed.digest().getFirst().equals(GLOBAL);
      List<String> steps = new ArrayList<>(global ? List.of() : above);
      steps.addAll(feed.digest());
      follow(root, steps, feed, List.of());
    }
  }

  private void follow(YamlNode node, List<String> steps, ImageFeed feed, List<String> way) {
    if (steps.isEmpty()) {
      if (node instanceof Scalar scalar) {
        arrive(scalar, feed, way);
      }
      return;
    }
    var step = steps.getFirst();
    var rest = steps.subList(1, steps.size());
    switch (node) {
      case Mapping mapping ->
          mapping.entries().stream()
              .filter(entry -> step.equals(EACH) || entry.isNamed(step))
              .filter(_ -> !rest.isEmpty() || !feed.spare() || isNamed(mapping, feed))
              .forEach(entry ->
                  follow(entry.value(), rest, feed, longer(way, entry.name().orElse("?"))));
      case Sequence list -> {
        for (var i = 0; i < list.items().size(); i++) {
          var number = String.valueOf(i);
          if (step.equals(EACH) || step.equals(number)) {
            follow(list.items().get(i), rest, feed, longer(way, number));
          }
        }
      }
      case YamlNode _ -> {}
    }
  }

  /// Whether a mapping names an image.
  private static boolean isNamed(Mapping mapping, ImageFeed feed) {
    return !feed.repository().isEmpty()
        && Lookup.find(mapping, feed.repository().getLast())
            .flatMap(Lookup::text)
            .filter(name -> !name.isEmpty())
            .isPresent();
  }

  private static List<String> longer(List<String> way, String step) {
    List<String> longer = new ArrayList<>(way);
    longer.add(step);
    return List.copyOf(longer);
  }

  private void arrive(Scalar scalar, ImageFeed feed, List<String> path) {
    var span = scalar.span();
    var now = scalar.isNull() ? "" : scalar.value();
    giver
        .digest(feed, path, now)
        .filter(_ -> now.isEmpty())
        .ifPresent(digest -> {
          var blank = span.start() == span.end() ? " " : "";
          edits.put(span.start(), new Edit(span.start(), span.end(), blank + digest));
        });
  }
}
