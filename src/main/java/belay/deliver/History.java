package belay.deliver;

import belay.config.Config;
import belay.git.GitRepo;
import belay.git.Revision;
import belay.yaml.KeyPath;
import belay.yaml.ValuesFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who pinned what and when. The values themselves are compared, commit by commit, so that changes
/// by hand and by other tools are found as well; trailers only add what values cannot tell.
final class History {
  private final GitRepo repo;
  private final ConfigSource configs;

  History(GitRepo repo, ConfigSource configs) {
    this.repo = repo;
    this.configs = configs;
  }

  List<Entry> of(String service, String environment, int limit) {
    var tip = repo.tip();
    var config = configs.at(tip.id());
    config.environment(environment);
    var path = config.valuesPath(environment, service);
    List<Entry> entries = new ArrayList<>();
    for (var revision : repo.log(path, Integer.MAX_VALUE)) {
      entries.addAll(entries(revision, config, new Place(service, environment, path)));
      if (entries.size() >= limit) {
        return List.copyOf(entries.subList(0, limit));
      }
    }
    if (entries.isEmpty()) {
      throw Services.unknown(repo, tip.id(), config, new Place(service, environment, path));
    }
    return entries;
  }

  private static List<Entry> entries(Revision revision, Config config, Place place) {
    List<Entry> entries = new ArrayList<>();
    config
        .images(place.service())
        .forEach((name, path) -> {
          var before = pinned(revision.before(), path, config, place);
          var after = pinned(revision.after(), path, config, place);
          if (!before.equals(after)) {
            entries.add(entry(revision, name, before, after, place));
          }
        });
    return entries;
  }

  /// What the file pinned then; nothing where it was not there or could not be read: an old mistake
  /// must not hide the rest of the history.
  private static Optional<String> pinned(
      Optional<byte[]> bytes, KeyPath path, Config config, Place place) {
    try {
      return bytes.flatMap(b ->
          Written.reference(ValuesFile.parse(place.file(), b).image(path, config.imageKeys())));
    } catch (belay.failure.Failure unreadable) {
      return Optional.empty();
    }
  }

  private static Entry entry(
      Revision revision,
      String image,
      Optional<String> before,
      Optional<String> after,
      Place place) {
    var commit = revision.commit();
    var trailers = Trailers.of(commit.message());
    var ours =
        trailers.names(CommitText.SERVICE, place.service())
            && trailers.names(CommitText.ENVIRONMENT, place.environment());
    return new Entry(
        new Entry.CommitOf(
            commit.id(),
            commit.time(),
            "%s <%s>".formatted(commit.author(), commit.email()),
            commit.message().lines().findFirst().orElse("")),
        place.environment(),
        image,
        ours ? trailers.first(CommitText.ACTION).orElse("manual") : "manual",
        before,
        after,
        ours ? trailers.first(CommitText.REVISION) : Optional.empty(),
        ours ? trailers.first(CommitText.RUN) : Optional.empty());
  }
}
