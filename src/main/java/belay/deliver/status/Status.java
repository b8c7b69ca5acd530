package belay.deliver.status;

import belay.config.Config;
import belay.deliver.environment.ConfigSource;
import belay.deliver.environment.Context;
import belay.deliver.environment.ImageText;
import belay.deliver.environment.Place;
import belay.deliver.environment.References;
import belay.deliver.history.Ages;
import belay.deliver.history.Archive;
import belay.deliver.history.States;
import belay.deliver.model.ArgoCdChoice;
import belay.deliver.model.Entry;
import belay.deliver.model.Pin;
import belay.deliver.model.RevisionOrTime;
import belay.deliver.plan.OtherImages;
import belay.deliver.policy.Holds;
import belay.deliver.rollout.ArgoCdLink;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.git.GitRepo;
import belay.image.Digest;
import belay.yaml.image.ImageNaming;
import belay.yaml.image.ValuesFile;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What Git wants to run where, read from the tip in one walk.
public final class Status {
  private final GitRepo repo;
  private final ConfigSource configs;
  private final InstantSource clock;
  private final ArgoCdLink link;

  public Status(Context context, ArgoCdLink link) {
    this.repo = context.repo();
    this.configs = context.configs();
    this.clock = context.clock();
    this.link = link;
  }

  /// What was found at a commit.
  private record Seen(String commit, Instant time, Config config, List<Found> found) {}

  /// @param fault why nothing can run that is referred to so
  /// @param elsewhere where the file has images instead
  private record Found(
      Key key,
      Optional<String> reference,
      Optional<String> fault,
      Optional<String> trouble,
      Optional<String> elsewhere) {}

  /// One image, named as it is in a place.
  private record Key(String service, String image, String environment) {
    Entry.Of of() {
      return new Entry.Of(service, environment, image);
    }
  }

  /// Answers one request.
  public StatusMatrix of(StatusRequest request) {
    var seen = request.at().map(this::then).orElseGet(this::now);
    var environments = environments(seen, request);
    requireKnown(seen, request.services());
    var cells = cells(seen, environments, request);
    var images =
        new TreeSet<>(
            Comparator.comparing((Key key) -> key.service())
                .thenComparing(key -> key.image().equals(Pin.MAIN) ? "" : key.image()));
    cells.keySet().forEach(images::add);
    var from =
        environments.stream().map(name -> shownFrom(seen.config(), environments, name)).toList();
    var compare = Compare.of(seen.config(), environments, from);
    List<StatusMatrix.Row> rows = new ArrayList<>();
    for (var image : images) {
      rows.add(row(image, environments, compare, cells));
    }
    var board = new StatusMatrix(seen.commit(), seen.time(), environments, from, rows);
    var whole = request.live().map(choice -> live(board, seen.config(), choice)).orElse(board);
    return request.changedOnly() ? whole.withoutQuiet() : whole;
  }

  private StatusMatrix live(StatusMatrix board, Config config, ArgoCdChoice choice) {
    try (var argocd = link.open(config, choice)) {
      return Cluster.seen(config, argocd).on(board);
    }
  }

  /// Those that were asked for, else all; where no file lists them, those that are there.
  private static List<String> environments(Seen seen, StatusRequest request) {
    var config = seen.config();
    request.environments().forEach(config::environment);
    var used = seen.found().stream().map(f -> f.key().environment()).collect(Collectors.toSet());
    var shown = config.listsEnvironments() ? config : config.only(used);
    var asked = request.environments();
    return (asked.isEmpty() ? shown : config)
        .environments().stream()
            .map(environment -> environment.name())
            .filter(name -> asked.isEmpty() || asked.contains(name))
            .toList();
  }

  private static Optional<String> shownFrom(Config config, List<String> shown, String name) {
    return config.environment(name).promoteFrom().filter(shown::contains);
  }

  private Map<Key, ImageStatus> cells(Seen seen, List<String> environments, StatusRequest request) {
    Map<Key, ImageStatus> cells = new HashMap<>();
    var holds = Holds.at(repo, seen.commit());
    for (var found : seen.found()) {
      var key = found.key();
      if (environments.contains(key.environment())
          && (request.services().isEmpty() || request.services().contains(key.service()))) {
        cells.put(key, cell(found, holds));
      }
    }
    if (request.ages()) {
      age(cells, request);
    }
    return cells;
  }

  /// What the tip says: one walk over all values files, which are then read on all processors.
  private Seen now() {
    var tip = repo.tip();
    var config = configs.at(tip.id());
    Map<Place, Supplier<byte[]>> files = new HashMap<>();
    repo.readAll(tip.id(), config.valuesRoot())
        .forEach((path, bytes) ->
            config
                .serviceOf(path)
                .ifPresent(location ->
                    files.put(new Place(location.service(), location.environment(), path), bytes)));
    var found =
        files.entrySet().parallelStream()
            .flatMap(file -> found(file.getKey(), file.getValue(), config).stream())
            .toList();
    return new Seen(tip.id(), clock.instant().truncatedTo(ChronoUnit.SECONDS), config, found);
  }

  private static List<Found> found(Place place, Supplier<byte[]> bytes, Config config) {
    List<Found> found = new ArrayList<>();
    var images = config.images(place.service());
    try {
      var file = ValuesFile.parse(place.file(), bytes.get());
      images.forEach((name, at) -> found.add(found(key(place, name), file, at, config)));
    } catch (Failure unreadable) {
      images
          .keySet()
          .forEach(name ->
              found.add(
                  new Found(
                      key(place, name),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.of(unreadable.what()),
                      Optional.empty())));
    }
    return found;
  }

  private static Found found(Key key, ValuesFile file, ImageNaming at, Config config) {
    var reference = ImageText.reference(file.image(at));
    var fault =
        reference
            .flatMap(References::fault)
            .map(why -> "%s: %s".formatted(file.versionPlace(at), why));
    var elsewhere =
        reference.isPresent()
            ? Optional.<String>empty()
            : OtherImages.summary(file, config, key.service());
    return new Found(key, reference, fault, Optional.empty(), elsewhere);
  }

  private Seen then(RevisionOrTime when) {
    var state = States.at(Archive.open(repo, configs), configs, when);
    var at = state.at();
    var config = configs.at(at.commit());
    Map<Key, Optional<String>> found = new HashMap<>();
    for (var path : repo.list(at.commit(), config.valuesRoot())) {
      config
          .serviceOf(path)
          .ifPresent(place ->
              config
                  .images(place.service())
                  .keySet()
                  .forEach(image ->
                      found.put(
                          new Key(place.service(), image, place.environment()), Optional.empty())));
    }
    for (var pin : state.pins()) {
      var of = pin.of();
      found.put(new Key(of.service(), of.image(), of.environment()), Optional.of(pin.reference()));
    }
    return new Seen(
        at.commit(),
        at.time(),
        config,
        found.entrySet().stream()
            .map(one ->
                new Found(
                    one.getKey(),
                    one.getValue(),
                    one.getValue().flatMap(References::fault),
                    Optional.empty(),
                    Optional.empty()))
            .toList());
  }

  private static void requireKnown(Seen seen, List<String> services) {
    var known = seen.found().stream().map(f -> f.key().service()).distinct().sorted().toList();
    for (var service : services) {
      if (!known.contains(service)) {
        throw new Failure(
            Kind.NOT_FOUND,
            "no service \"%s\"%s"
                .formatted(service, Suggest.hint(service.replaceFirst("/.*", ""), known)),
            "belay status lists all");
      }
    }
  }

  private static Key key(Place place, String image) {
    return new Key(place.service(), image, place.environment());
  }

  private static ImageStatus cell(Found found, Holds holds) {
    var service = found.key().service();
    var hold =
        found
            .reference()
            .map(text -> text.substring(text.indexOf('@') + 1))
            .filter(Digest::isDigest)
            .flatMap(digest -> holds.on(service, found.key().environment(), Digest.parse(digest)));
    return ImageStatus.of(
            found.key().environment(), found.reference(), found.fault(), found.trouble(), hold)
        .elsewhere(found.elsewhere());
  }

  private void age(Map<Key, ImageStatus> cells, StatusRequest request) {
    var images =
        cells.entrySet().stream()
            .filter(cell -> cell.getValue().reference().isPresent())
            .map(cell -> cell.getKey().of())
            .collect(Collectors.toSet());
    var since = Ages.of(Archive.open(repo, configs), images, !request.services().isEmpty());
    cells.replaceAll((key, cell) -> cell.since(Optional.ofNullable(since.get(key.of()))));
  }

  private static StatusMatrix.Row row(
      Key image, List<String> environments, Compare compare, Map<Key, ImageStatus> cells) {
    List<Optional<ImageStatus>> found =
        environments.stream()
            .map(name ->
                Optional.ofNullable(cells.get(new Key(image.service(), image.image(), name))))
            .toList();
    List<ImageStatus> row = new ArrayList<>();
    for (var i = 0; i < found.size(); i++) {
      row.add(found.get(i).orElse(ImageStatus.absent(environments.get(i))));
    }
    return new StatusMatrix.Row(image.service(), image.image(), row, compare.row(found));
  }
}
