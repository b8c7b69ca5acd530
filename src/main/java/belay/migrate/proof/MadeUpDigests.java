package belay.migrate.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.image.Digest;
import belay.migrate.model.ImageFeed;
import belay.migrate.values.DigestFill;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Fills the empty digests of values files, each key with one of its own, so that a render shows
/// which key an image came from. Of one thread.
final class MadeUpDigests {
  private final List<ImageFeed> feeds;
  private final String salt;
  private final Map<String, Place> places = new HashMap<>();
  private final Set<String> filled = new HashSet<>();

  /// @param feeds where the digests stand
  /// @param salt other digests come of another one
  MadeUpDigests(List<ImageFeed> feeds, String salt) {
    this.feeds = List.copyOf(feeds);
    this.salt = salt;
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

  /// Whether one was filled in, and does not stand in the values.
  boolean isFilled(String digest) {
    return filled.contains(digest);
  }

  /// A values file with its empty digests filled; as it is where it cannot be read.
  ///
  /// @param above the keys that lead to each chart's values in this file
  byte[] fill(byte[] bytes, Map<String, List<List<String>>> above) {
    try {
      return DigestFill.apply("values.yaml", bytes, feeds, above, this::given);
    } catch (Failure unreadable) {
      return bytes;
    }
  }

  private Optional<String> given(ImageFeed feed, List<String> path, String now) {
    var place = new Place(feed.chart(), feed.digest());
    if (!now.isEmpty()) {
      places.putIfAbsent(now, place);
      return Optional.empty();
    }
    var name = "%s%s:%s".formatted(salt, feed.chart(), String.join(".", path));
    var digest = Digest.of(name.getBytes(UTF_8)).toString();
    places.put(digest, place);
    filled.add(digest);
    return Optional.of(digest);
  }
}
