package belay.deliver.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.config.ValuesLocation;
import belay.git.history.Timeline;
import belay.git.object.FileDelta;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Tells which files of a step went only to come back under another name.
///
/// A name alone never decides for a service of another name: values files are much alike. The image
/// has to be the same one as well, by its repository or digest.
final class Moves {
  /// Of very many files that are moved and edited at once, not all pairs are compared.
  private static final int MOST_COMPARED = 100_000;

  private final Timeline timeline;
  private final Look look;
  private final Map<String, FileDelta> from = new HashMap<>();
  private final Set<Come> came = new LinkedHashSet<>();
  private final Set<Gone> gone = new LinkedHashSet<>();

  /// What is known about the files.
  interface Look {
    /// Whose values file a path was before the step.
    Optional<ValuesLocation> before(String path);

    /// Whose values file a path was after it.
    Optional<ValuesLocation> after(String path);

    /// Whether two contents name the same image, both read as the newer one's service.
    boolean sameImage(FileDelta older, FileDelta newer, ValuesLocation place);
  }

  private record Come(FileDelta file, ValuesLocation place) {}

  private record Gone(FileDelta file, Optional<ValuesLocation> place) {}

  private Moves(Timeline timeline, Look look) {
    this.timeline = timeline;
    this.look = look;
  }

  /// By the path of each file that came from elsewhere, the one that it was.
  static Map<String, FileDelta> among(List<FileDelta> step, Timeline timeline, Look look) {
    var moves = new Moves(timeline, look);
    if (step.stream().anyMatch(FileDelta::added) && step.stream().anyMatch(FileDelta::removed)) {
      moves.find(step);
    }
    return moves.from;
  }

  private void find(List<FileDelta> step) {
    for (var file : step) {
      if (file.added()) {
        look.after(file.path()).ifPresent(place -> came.add(new Come(file, place)));
      } else if (file.removed()) {
        gone.add(new Gone(file, look.before(file.path())));
      }
    }
    pair(old -> old.place, now -> Optional.of(now.place), (_, _) -> true);
    pair(
        old -> name(old.file) + old.file.before(),
        now -> name(now.file) + now.file.after(),
        Moves::fits);
    pair(old -> old.file.before(), now -> now.file.after(), Moves::fits);
    pair(
        old -> name(old.file),
        now -> name(now.file),
        (old, now) -> fits(old, now) && alike(old, now));
    pair(
        _ -> "",
        _ -> "",
        (old, now) ->
            fits(old, now) && look.sameImage(old.file, now.file, now.place) && alike(old, now));
  }

  /// Pairs what has the same key and passes the test; each file once.
  private void pair(
      Function<Gone, Object> keyOld, Function<Come, Object> keyNow, BiPredicate<Gone, Come> same) {
    var byKey = gone.stream().collect(Collectors.groupingBy(keyOld));
    var compared = 0;
    for (var now : List.copyOf(came)) {
      for (var old : byKey.getOrDefault(keyNow.apply(now), List.of())) {
        if (compared++ > MOST_COMPARED) {
          return;
        }
        if (gone.contains(old) && same.test(old, now)) {
          from.put(now.file.path(), old.file);
          came.remove(now);
          gone.remove(old);
          break;
        }
      }
    }
  }

  /// Within one environment; a path that no configuration knows has to have its name in it.
  private static boolean fits(Gone old, Come now) {
    return old.place
        .map(place -> place.environment().equals(now.place.environment()))
        .orElseGet(() -> List.of(old.file.path().split("/")).contains(now.place.environment()));
  }

  private static String name(FileDelta file) {
    return file.path().substring(file.path().lastIndexOf('/') + 1);
  }

  /// At least half of the lines, as Git has it.
  private boolean alike(Gone old, Come now) {
    var before = lines(old.file.before());
    var after = lines(now.file.after());
    Map<String, Integer> open = new HashMap<>();
    before.forEach(line -> open.merge(line, 1, Integer::sum));
    var same = after.stream().filter(line -> open.merge(line, -1, Integer::sum) >= 0).count();
    return same * 2 >= Math.max(before.size(), after.size()) && same > 0;
  }

  private List<String> lines(Optional<String> blob) {
    return blob.flatMap(timeline::content)
        .map(bytes -> new String(bytes, UTF_8).lines().toList())
        .orElse(List.of());
  }
}
