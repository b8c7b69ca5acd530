package belay.deliver;

import belay.config.Config;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.git.GitRepo;
import belay.image.Digest;
import belay.yaml.ValuesFile;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What Git wants to run where, read from the tip in one walk.
final class Status {
  private final GitRepo repo;
  private final ConfigSource configs;
  private final Past past;
  private final InstantSource clock;

  Status(GitRepo repo, ConfigSource configs, Past past, InstantSource clock) {
    this.repo = repo;
    this.configs = configs;
    this.past = past;
    this.clock = clock;
  }

  /// One image, named as it is in a place.
  private record Key(String service, String image, String environment) {}

  Board of(StatusRequest request) {
    var tip = repo.tip();
    var config = configs.at(tip.id());
    var environments = environments(config, request);
    var cells = cells(tip.id(), config, environments, request);
    var images =
        new TreeSet<>(
            java.util.Comparator.comparing((Key key) -> key.service())
                .thenComparing(key -> key.image().equals(Pin.MAIN) ? "" : key.image()));
    cells.keySet().forEach(images::add);
    var from = environments.stream().map(name -> shownFrom(config, environments, name)).toList();
    List<Board.Row> rows = new ArrayList<>();
    for (var image : images) {
      var row = row(image, environments, from, cells);
      var held = row.cells().stream().anyMatch(cell -> cell.hold().isPresent());
      if (!request.changedOnly() || held || !row.differs().isEmpty()) {
        rows.add(row);
      }
    }
    var now = clock.instant();
    return new Board(tip.id(), now, environments, from, rows);
  }

  private static List<String> environments(Config config, StatusRequest request) {
    request.environments().forEach(config::environment);
    return config.environments().stream()
        .map(environment -> environment.name())
        .filter(name -> request.environments().isEmpty() || request.environments().contains(name))
        .toList();
  }

  private static Optional<String> shownFrom(Config config, List<String> shown, String name) {
    return config.environment(name).promoteFrom().filter(shown::contains);
  }

  private Map<Key, Cell> cells(
      String commit, Config config, List<String> environments, StatusRequest request) {
    var holds = Holds.at(repo, commit);
    Map<Place, byte[]> files = new HashMap<>();
    repo.readAll(commit, config.valuesRoot())
        .forEach((path, bytes) ->
            config
                .serviceOf(path)
                .filter(location -> environments.contains(location.environment()))
                .ifPresent(location ->
                    files.put(new Place(location.service(), location.environment(), path), bytes)));
    requireKnown(files, request.services());
    var wanted =
        files.entrySet().stream()
            .filter(file ->
                request.services().isEmpty()
                    || request.services().contains(file.getKey().service()))
            .toList();
    return wanted.parallelStream()
        .flatMap(file -> cells(file.getKey(), file.getValue(), config, holds).entrySet().stream())
        .map(entry -> request.ages() ? Map.entry(entry.getKey(), aged(entry)) : entry)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static void requireKnown(Map<Place, byte[]> files, List<String> services) {
    var known = files.keySet().stream().map(Place::service).distinct().sorted().toList();
    for (var service : services) {
      if (!known.contains(service)) {
        throw new Failure(
            Kind.NOT_FOUND,
            "no service \"%s\"%s".formatted(service, Suggest.hint(service, known)),
            "belay status lists all");
      }
    }
  }

  private static Map<Key, Cell> cells(Place place, byte[] bytes, Config config, Holds holds) {
    Map<Key, Cell> cells = new HashMap<>();
    var images = config.images(place.service());
    try {
      var file = ValuesFile.parse(place.file(), bytes);
      images.forEach((name, at) -> {
        var reference = Written.reference(file.image(at, config.imageKeys()));
        cells.put(key(place, name), cell(place, reference, Optional.empty(), holds));
      });
    } catch (Failure unreadable) {
      images
          .keySet()
          .forEach(name ->
              cells.put(
                  key(place, name),
                  cell(place, Optional.empty(), Optional.of(unreadable.what()), holds)));
    }
    return cells;
  }

  private static Key key(Place place, String image) {
    return new Key(place.service(), image, place.environment());
  }

  private static Cell cell(
      Place place, Optional<String> reference, Optional<String> trouble, Holds holds) {
    var hold =
        reference
            .map(text -> text.substring(text.indexOf('@') + 1))
            .filter(Digest::isDigest)
            .flatMap(digest -> holds.on(place.service(), Digest.parse(digest)));
    return new Cell(place.environment(), reference, trouble, Optional.empty(), hold);
  }

  private Cell aged(Map.Entry<Key, Cell> entry) {
    var key = entry.getKey();
    var cell = entry.getValue();
    Optional<Instant> since =
        past.changes(key.service(), key.environment()).stream()
            .filter(change -> change.image().equals(key.image()))
            .map(change -> change.commit().time())
            .findFirst();
    return new Cell(cell.environment(), cell.reference(), cell.trouble(), since, cell.hold());
  }

  private static Board.Row row(
      Key image, List<String> environments, List<Optional<String>> from, Map<Key, Cell> cells) {
    List<Cell> row = new ArrayList<>();
    for (var environment : environments) {
      row.add(
          Optional.ofNullable(cells.get(new Key(image.service(), image.image(), environment)))
              .orElse(absent(environment)));
    }
    List<String> differs = new ArrayList<>();
    for (var i = 0; i < row.size(); i++) {
      var here = row.get(i);
      var there = from.get(i).map(environments::indexOf).map(row::get);
      if (there.isPresent()
          && here.version().isPresent()
          && !here.version().equals(there.get().version())) {
        differs.add(here.environment());
      }
    }
    return new Board.Row(image.service(), image.image(), row, differs);
  }

  private static Cell absent(String environment) {
    return new Cell(
        environment, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
