package belay.deliver.history;

import belay.config.Config;
import belay.config.Environment;
import belay.config.ValuesLocation;
import belay.deliver.environment.ConfigSource;
import belay.deliver.environment.Place;
import belay.deliver.environment.Services;
import belay.deliver.model.Entry;
import belay.git.GitRepo;
import belay.git.history.Timeline;
import belay.git.object.FileDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Who pinned what and when. The values themselves are compared, commit by commit, so that changes
/// by hand and by other tools are found as well; trailers only add what values cannot tell.
public final class History {
  private final GitRepo repo;
  private final ConfigSource configs;

  public History(GitRepo repo, ConfigSource configs) {
    this.repo = repo;
    this.configs = configs;
  }

  List<Entry> of(String service, String environment, int limit) {
    return of(HistoryQuery.of(service, environment, limit));
  }

  /// The changes asked for, newest first: in the order in which they came to the branch.
  ///
  /// @throws belay.failure.Failure (not found) where a service is named that never was there
  public List<Entry> of(HistoryQuery query) {
    var archive = Archive.open(repo, configs);
    query.environment().ifPresent(archive.config()::environment);
    var size = archive.timeline().size();
    var from = query.until().map(archive::index).orElse(0);
    var to = query.since().map(archive::index).orElse(size);
    var entries = collect(archive, query, new Window(from, to));
    if (entries.isEmpty() && query.service().isPresent()) {
      requireKnown(archive, query, query.service().get());
    }
    return entries;
  }

  /// The steps that are told, of all that have to be walked.
  private record Window(int from, int to) {
    boolean has(int index) {
      return index >= from && index < to;
    }
  }

  private List<Entry> collect(Archive archive, HistoryQuery query, Window window) {
    var walk = archive.walk();
    query
        .service()
        .ifPresent(service ->
            archive.config().environments().stream()
                .map(Environment::name)
                .forEach(environment ->
                    walk.follow(
                        new ValuesLocation(environment, service),
                        archive.config().valuesPath(environment, service))));
    var collected = new Collected(query, window, new EntryBuilder(archive, walk));
    Timeline.Sieve ahead = files -> readAhead(archive, place -> concerns(place, query), files);
    walk.run(0, window.to, ahead, turn -> collected.take(turn, archive));
    if (collected.revisions.isOpen()) {
      walk.run(window.to, archive.timeline().size(), ahead, turn -> collected.take(turn, archive));
    }
    return collected.revisions.complete(collected.entries);
  }

  /// What was found so far.
  private static final class Collected {
    private final HistoryQuery query;
    private final Window window;
    private final EntryBuilder telling;
    private final Revisions revisions = new Revisions();
    private final List<Entry> entries = new ArrayList<>();

    private Collected(HistoryQuery query, Window window, EntryBuilder telling) {
      this.query = query;
      this.window = window;
      this.telling = telling;
    }

    /// @return whether more is wanted
    private boolean take(Walk.Turn turn, Archive archive) {
      if (isCut(archive.timeline(), turn.index())) {
        return true;
      }
      var inWindow = window.has(turn.index());
      var changes =
          turn.changes().stream()
              .filter(change -> isOfUse(change.after().place(), inWindow))
              .toList();
      for (var entry : telling.entries(turn, changes)) {
        var wanted = inWindow && isAsked(entry) && entries.size() < query.limit();
        if (wanted) {
          entries.add(entry);
        }
        revisions.see(entry, wanted);
      }
      var more = turn.index() < window.to && entries.size() < query.limit();
      return more || revisions.isOpen();
    }

    private boolean isOfUse(ValuesLocation place, boolean inWindow) {
      return (inWindow && concerns(place, query)) || revisions.isOpen(place.service());
    }

    private boolean isAsked(Entry entry) {
      return query.environment().map(entry.environment()::equals).orElse(true);
    }
  }

  /// To read YAML is most of the work where all services are asked for; here it is done by all
  /// threads, and remembered.
  static List<FileDelta> readAhead(
      Archive archive, Predicate<ValuesLocation> wanted, List<FileDelta> files) {
    for (var file : files) {
      ConfigHistory.place(archive.config(), file.path())
          .filter(wanted)
          .ifPresent(place -> {
            for (var blob : List.of(file.before(), file.after())) {
              archive
                  .versions()
                  .pinned(new ValuesVersion(place, file.path(), blob), archive.config());
            }
          });
    }
    return files;
  }

  private static List<String> environments(Config config, HistoryQuery query) {
    return query
        .environment()
        .map(List::of)
        .orElseGet(() -> config.environments().stream().map(Environment::name).toList());
  }

  private static boolean concerns(ValuesLocation place, HistoryQuery query) {
    return query.environment().map(place.environment()::equals).orElse(true);
  }

  /// The oldest commit of a shallow clone did not make all that it has.
  static boolean isCut(Timeline timeline, int index) {
    return timeline.cut() && index == timeline.size() - 1;
  }

  private void requireKnown(Archive archive, HistoryQuery query, String service) {
    var config = archive.config();
    var environments = environments(config, query);
    var timeline = archive.timeline();
    for (var environment : environments) {
      if (timeline.blob(0, config.valuesPath(environment, service)).isPresent()) {
        return;
      }
    }
    if (query.since().isPresent() || query.until().isPresent()) {
      var ever =
          collect(
              archive,
              new HistoryQuery(
                  query.service(), query.environment(), Optional.empty(), Optional.empty(), 1),
              new Window(0, timeline.size()));
      if (!ever.isEmpty()) {
        return;
      }
    }
    if (query.environment().isEmpty()) {
      throw Services.unknown(repo, archive.commitTime(0).commit(), config, service);
    }
    var first = environments.getFirst();
    var place = new Place(service, first, config.valuesPath(first, service));
    throw Services.unknown(repo, archive.commitTime(0).commit(), config, place);
  }
}
