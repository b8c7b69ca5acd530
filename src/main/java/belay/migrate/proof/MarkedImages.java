package belay.migrate.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.image.Digest;
import belay.migrate.model.SiteMarks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What marks in a render stand for.
///
/// @param pairs by the digest that is printed
record MarkedImages(Map<String, Pair> pairs) {
  private static final int MOST = 100_000;

  MarkedImages {
    pairs = Map.copyOf(pairs);
  }

  /// Places of one image and the digest that they rendered.
  ///
  /// @param images as in [belay.migrate.model.ImageField#place]
  record Pair(Set<String> images, MadeUpDigests.Place digest) {}

  /// Every mark with every digest.
  static MarkedImages of(SiteMarks marks, MadeUpDigests digests) {
    Map<String, Pair> pairs = new HashMap<>();
    marks
        .places()
        .forEach((mark, places) -> {
          if (pairs.size() < MOST) {
            for (var digest : digests.all()) {
              digests
                  .place(digest)
                  .map(place -> new Pair(places, place))
                  .ifPresent(pair -> pairs.put(printed(mark, digest), pair));
            }
          }
        });
    return new MarkedImages(pairs);
  }

  /// What is printed in place of a digest ([belay.migrate.model.DigestHelper#marking]).
  private static String printed(String mark, String digest) {
    return Digest.of((mark + " " + digest).getBytes(UTF_8)).toString();
  }

  /// The digests that are printed.
  Set<String> digests() {
    return pairs.keySet();
  }

  /// Notes what a render showed.
  void tell(List<Judgement.Seen> rendered, SeenImages seen) {
    for (var image : rendered) {
      var pair = pairs.get(image.image().digest());
      if (pair != null) {
        pair.images().forEach(place -> seen.tell(place, pair.digest()));
      }
    }
  }
}
