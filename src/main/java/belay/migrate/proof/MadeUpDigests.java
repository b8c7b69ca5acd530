package belay.migrate.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Digest;
import belay.migrate.model.ImageFeed;
import belay.yaml.edit.Edit;
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
import java.util.Set;

/// Fills the empty digests of values files, each key with one of its own, so that a render shows
/// which key an image came from. Of one thread.
final class MadeUpDigests {
  private final List<ImageFeed> feeds;
  private final Map<String, Place> places = new HashMap<>();

  /// @param feeds where the digests stand
  MadeUpDigests(List<ImageFeed> feeds) {
    this.feeds = List.copyOf(feeds);
  }

  /// Where a digest stands.
  ///
  /// @param chart the path of the chart whose values they are
  /// @param path as in [ImageFeed]
  record Place(String chart, List<String> path) {
    Place {
      path = List.copyOf(path);
    }
  }

  /// Those that were filled in, and those that stood there already.
  Set<String> all() {
    return Set.copyOf(places.keySet());
  }

  /// Where one stands.
  Optional<Place> place(String digest) {
    return Optional.ofNullable(places.get(digest));
  }

  /// A values file with its empty digests filled.
  ///
  /// @param above the keys that lead to each chart's values in this file
  byte[] fill(byte[] bytes, Map<String, List<List<String>>> above) {
    var source = Source.decode("values.yaml", bytes, Kind.REFUSED);
    Map<Integer, Edit> edits = new HashMap<>();
    for (var document : TreeBuilder.read(source)) {
      for (var feed : feeds) {
        for (var keys : above.getOrDefault(feed.chart(), List.of())) {
          new Walk(feed, edits).from(document.root(), keys);
        }
      }
    }
    return source.with(Edit.apply(source.text(), List.copyOf(edits.values()))).encode();
  }

  /// The same; the file as it is where it cannot be read.
  byte[] fillIfReadable(byte[] bytes, Map<String, List<List<String>>> above) {
    try {
      return fill(bytes, above);
    } catch (Failure unreadable) {
      return bytes;
    }
  }

  private final class Walk {
    private final ImageFeed feed;
    private final Map<Integer, Edit> edits;

    Walk(ImageFeed feed, Map<Integer, Edit> edits) {
      this.feed = feed;
      this.edits = edits;
    }

    void from(YamlNode root, List<String> above) {
      if (feed.digest().isEmpty()) {
        return;
      }
      if (feed.digest().getFirst().equals("global")) {
        follow(root, feed.digest(), "");
      } else {
        var steps = new ArrayList<>(above);
        steps.addAll(feed.digest());
        follow(root, steps, "");
      }
    }

    private void follow(YamlNode node, List<String> steps, String path) {
      if (steps.isEmpty()) {
        arrive(node, path);
        return;
      }
      var step = steps.getFirst();
      var rest = steps.subList(1, steps.size());
      switch (node) {
        case Mapping mapping ->
            mapping.entries().stream()
                .filter(entry -> step.equals("*") || entry.isNamed(step))
                .forEach(entry ->
                    follow(entry.value(), rest, path + "." + entry.name().orElse("?")));
        case Sequence list when step.equals("*") || step.matches("[0-9]{1,6}") -> {
          for (var i = 0; i < list.items().size(); i++) {
            if (step.equals("*") || step.equals(String.valueOf(i))) {
              follow(list.items().get(i), rest, path + "[" + i + "]");
            }
          }
        }
        case YamlNode _ -> {}
      }
    }

    private void arrive(YamlNode node, String path) {
      if (!(node instanceof Scalar scalar)) {
        return;
      }
      if (scalar.isNull() || scalar.value().isEmpty()) {
        var span = scalar.span();
        var digest = digest(feed.chart() + ":" + path);
        var blank = span.start() == span.end() ? " " : "";
        edits.put(span.start(), new Edit(span.start(), span.end(), blank + digest));
        places.put(digest, new Place(feed.chart(), feed.digest()));
      } else {
        places.putIfAbsent(scalar.value(), new Place(feed.chart(), feed.digest()));
      }
    }
  }

  private static String digest(String seed) {
    var hash = Digest.Algorithm.SHA256.hash();
    hash.update(seed.getBytes(UTF_8));
    return Digest.Algorithm.SHA256.of(hash).toString();
  }
}
