package belay.render.tool;

import belay.helm.Helm;
import belay.helm.HelmOutcome;
import belay.helm.HelmRequest;
import belay.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Helm, asked once for what is the same: by one run, and by those after it. Safe for use by
/// several threads.
public final class CachedHelm implements AutoCloseable {
  private final Supplier<Helm> helm;
  private final RenderCache cache;
  private @Nullable RequestKey keys;

  /// @param helm found when it is first needed
  public CachedHelm(Host host, Supplier<Helm> helm) {
    this.helm = helm;
    this.cache = new RenderCache(host);
  }

  /// The program.
  Helm program() {
    return helm.get();
  }

  /// Renders a chart, or knows what it renders to.
  HelmOutcome template(HelmRequest request) {
    var program = helm.get();
    var key = keys(program).of(request);
    var known = key.flatMap(cache::find);
    if (known.isPresent()) {
      return known.get();
    }
    var outcome = program.template(request);
    if (key.isPresent() && outcome instanceof HelmOutcome.Rendered rendered) {
      cache.keep(key.get(), rendered);
    }
    return outcome;
  }

  private synchronized RequestKey keys(Helm program) {
    var known = keys;
    if (known == null) {
      known = new RequestKey(engine(program));
      keys = known;
    }
    return known;
  }

  /// To ask it for its version takes as long as a rendering.
  private static String engine(Helm program) {
    try {
      var file = program.file().toRealPath();
      return "%s %d %s".formatted(file, Files.size(file), Files.getLastModifiedTime(file));
    } catch (IOException e) {
      return program.version();
    }
  }

  @Override
  public void close() {
    cache.close();
  }
}
