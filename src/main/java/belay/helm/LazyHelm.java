package belay.helm;

import belay.host.Host;
import belay.host.Log;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// The helm program, looked for when it is first needed. Safe for use by several threads.
public final class LazyHelm implements Supplier<Helm>, AutoCloseable {
  private final Host host;
  private final Log log;
  private final Optional<Path> given;
  private Optional<Helm> found = Optional.empty();

  /// @param given the program; empty for the one on the `PATH`
  public LazyHelm(Host host, Log log, Optional<Path> given) {
    this.host = host;
    this.log = log;
    this.given = given;
  }

  /// The same one each time.
  ///
  /// @throws belay.failure.Failure (not found) where there is none
  @Override
  public synchronized Helm get() {
    if (found.isEmpty()) {
      var helm = Helm.find(host, given);
      log.explain(
          () -> "rendering charts with helm %s (%s)".formatted(helm.version(), helm.file()));
      found = Optional.of(helm);
    }
    return found.get();
  }

  @Override
  public synchronized void close() {
    found.ifPresent(Helm::close);
  }
}
