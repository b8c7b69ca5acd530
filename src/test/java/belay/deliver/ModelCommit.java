package belay.deliver;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A commit as the model knows it: all its files, and which services were renamed in it.
///
/// @param parents the main line's commit first
/// @param renamed by environment and new name, the name before
/// @param action what history is to call it
record ModelCommit(
    String id,
    Instant time,
    List<ModelCommit> parents,
    Map<String, String> files,
    Map<Place, String> renamed,
    String action) {
  static final String CONFIG = "belay.yaml";

  static final String HOLDS = ".belay/holds.yaml";

  /// What a file that is no YAML begins with.
  static final String BROKEN = "broken: [\n";

  private static final Pattern REPOSITORY = Pattern.compile("(?m)^  repository: (\\S+)$");
  private static final Pattern HOLD =
      Pattern.compile("digest: \"?(sha256:[0-9a-f]{64})\"?\\s+service: (\\S+)");
  private static final Pattern DIGEST = Pattern.compile("(?m)^  digest: \"?(sha256:[0-9a-f]{64})");

  /// A service in an environment.
  record Place(String environment, String service) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return (environment + service).compareTo(other.environment + other.service);
    }
  }

  /// What stands in each place, read by nothing cleverer than two regular expressions.
  Map<Place, String> pins() {
    Map<Place, String> pins = new TreeMap<>();
    files.forEach((path, text) ->
        place(path).ifPresent(place -> reference(text).ifPresent(ref -> pins.put(place, ref))));
    return pins;
  }

  private Optional<Place> place(String path) {
    var names = path.split("/");
    return moved()
        ? names.length == 4 && names[0].equals("sources")
            ? Optional.of(new Place(names[2], names[3].replace(".yaml", "")))
            : Optional.empty()
        : names.length == 4 && names[0].equals("environments")
            ? Optional.of(new Place(names[1], names[3].replace(".yaml", "")))
            : Optional.empty();
  }

  /// Whether a service must not get a digest.
  boolean holds(String service, String digest) {
    return HOLD.matcher(files.getOrDefault(HOLDS, ""))
        .results()
        .anyMatch(hold -> hold.group(1).equals(digest) && hold.group(2).equals(service));
  }

  /// Whether the values files are where the older layout has them.
  boolean moved() {
    return files.getOrDefault(CONFIG, "").contains("sources/values");
  }

  String path(Place place) {
    return (moved() ? "sources/values/%s/%s.yaml" : "environments/%s/values/%s.yaml")
        .formatted(place.environment, place.service);
  }

  static Optional<String> reference(String text) {
    var repository = REPOSITORY.matcher(text);
    var digest = DIGEST.matcher(text);
    return !text.startsWith(BROKEN) && repository.find() && digest.find()
        ? Optional.of(repository.group(1) + "@" + digest.group(1))
        : Optional.empty();
  }
}
