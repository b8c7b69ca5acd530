package belay.deliver.history;

import belay.config.Config;
import belay.deliver.environment.References;
import belay.deliver.model.CommitTime;
import belay.deliver.model.Entry;
import belay.failure.Failure;
import belay.failure.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Finds where a digest is or was. What counts is the branch, since that is what is delivered: a
/// digest that a merge brought is there from the merge on.
public final class FindDigest {
  private static final int MOST_TOLD = 5;

  private final Archive archive;
  private final DigestQuery sought;
  private final Search search;
  private final List<DigestLocation> stays = new ArrayList<>();
  private final Set<String> digests = new TreeSet<>();

  /// Where it stood at the step looked at last, and the moment that it ended there.
  private final Map<Entry.Of, Optional<CommitTime>> open = new HashMap<>();

  private FindDigest(Archive archive, DigestQuery sought) {
    this.archive = archive;
    this.sought = sought;
    this.search = new Search(archive.timeline(), archive.config(), sought.needle());
  }

  /// Finds where a digest is or was.
  public static DigestLocations find(Archive archive, DigestQuery sought) {
    return new FindDigest(archive, sought).run();
  }

  private DigestLocations run() {
    var size = archive.timeline().size();
    archive
        .walk()
        .run(
            0,
            size,
            search,
            turn -> {
              turn.changes().forEach(change -> look(turn, change));
              return true;
            });
    stays.sort(
        Comparator.comparing((DigestLocation stay) -> stay.to().isPresent())
            .thenComparing(stay -> stay.from().time(), Comparator.reverseOrder()));
    return new DigestLocations(digest(), stays);
  }

  private void look(Walk.Turn turn, ValuesChange change) {
    var before = had(change.before(), turn.older());
    var after = had(change.after(), turn.newer());
    var here = archive.commitTime(turn.index());
    for (var of : after) {
      if (!before.contains(of)) {
        var end = Optional.ofNullable(open.remove(of)).flatMap(commitTime -> commitTime);
        stays.add(new DigestLocation(of, here, end));
      }
    }
    for (var of : before) {
      if (!after.contains(of)) {
        open.put(of, Optional.of(here));
      }
    }
  }

  private Set<Entry.Of> had(ValuesVersion version, Config config) {
    if (!search.has(version.blob())) {
      return Set.of();
    }
    var place = version.place();
    return archive.versions().pinned(version, config).entrySet().stream()
        .filter(pinned -> sought.isIn(pinned.getValue()))
        .peek(pinned -> References.digest(pinned.getValue()).ifPresent(digests::add))
        .map(pinned -> new Entry.Of(place.service(), place.environment(), pinned.getKey()))
        .collect(Collectors.toSet());
  }

  private String digest() {
    if (digests.size() > 1) {
      throw new Failure(
          Kind.USAGE,
          "several digests begin with \"%s\": %s"
              .formatted(
                  sought.start(),
                  digests.stream().limit(MOST_TOLD).collect(Collectors.joining(", "))),
          "write more of its digits");
    }
    return digests.stream().findFirst().orElse(sought.start());
  }
}
