package belay.yaml.image;

import belay.failure.Failure;
import belay.failure.Kind;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the three keys of an image are called in values files.
///
/// @param repository the key of the repository, registry included
/// @param digest the key of the digest
/// @param tag the key of the tag, which pinning removes
public record ImageKeys(String repository, String digest, String tag) {
  /// Two habits for one thing: Helm's starter chart says `repository`, others say `graph`. Which
  /// one a file follows is seen in the file.
  private static final List<String> HABITS = List.of("repository", "graph");

  private static final ImageKeys STANDARD = new ImageKeys("repository", "digest", "tag");

  public ImageKeys {
    var different = new HashSet<>(List.of(repository, digest, tag));
    different.removeIf(String::isBlank);
    if (different.size() < 3) {
      throw new Failure(
          Kind.USAGE,
          "not three names of keys: \"%s\", \"%s\", \"%s\"".formatted(repository, digest, tag),
          "name three different keys, such as repository, digest and tag");
    }
  }

  /// `repository`, `digest`, `tag`.
  public static ImageKeys standard() {
    return STANDARD;
  }

  /// What they are called, by what they are for.
  Map<String, String> byName() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("repository", repository);
    names.put("digest", digest);
    names.put("tag", tag);
    return names;
  }

  /// The names under which the repository may stand, the preferred one first.
  public List<String> repositories() {
    if (!HABITS.contains(repository)) {
      return List.of(repository);
    }
    return repository.equals(HABITS.getFirst()) ? HABITS : HABITS.reversed();
  }
}
