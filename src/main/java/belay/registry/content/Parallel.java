package belay.registry.content;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Gatherers;

/// Blocking work on virtual threads, so many at once; the answers in order, the first failure
/// thrown, and what then still runs interrupted.
public final class Parallel {
  private Parallel() {}

  /// The results in order; the first failure is thrown, and ends the others.
  public static <T, R> List<R> map(Collection<T> work, int atOnce, Function<T, R> function) {
    if (work.size() <= 1) {
      return work.stream().map(function).toList(); // without starting what it takes for many
    }
    return work.stream().gather(Gatherers.mapConcurrent(atOnce, function)).toList();
  }
}
