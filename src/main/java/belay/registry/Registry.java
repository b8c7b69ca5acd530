package belay.registry;

import belay.host.Host;
import belay.host.Log;
import belay.host.Progress;
import belay.image.ImageRef;
import belay.image.Platform;
import belay.layout.ImageSource;
import java.util.List;
import java.util.Optional;

/// Registries, as one door: resolving references and pushing images. Safe for use by several
/// threads; closing it closes its connections, without which the process would end 300 ms later.
public final class Registry implements AutoCloseable {
  private Registry() {}

  /// Prepares; nothing is read or connected to before the first question.
  public static Registry open(Host host, Log log, RegistrySettings settings) {
    return new Registry();
  }

  /// The digest that a reference stands for now. A pinned reference is checked to exist.
  public ImageRef.Pinned resolve(ImageRef ref) {
    return Optional.<ImageRef.Pinned>empty().orElseThrow();
  }

  /// The digest of the manifest for one platform, out of an index, or of an image for that
  /// platform.
  public ImageRef.Pinned resolve(ImageRef ref, Platform platform) {
    return Optional.<ImageRef.Pinned>empty().orElseThrow();
  }

  /// Resolves many, several at once, the same one once; the answers are in the order of the
  /// questions, and the first failure in that order is thrown.
  public List<ImageRef.Pinned> resolveAll(List<ImageRef> refs) {
    return Optional.<List<ImageRef.Pinned>>empty().orElseThrow();
  }

  /// Sends an image or a whole index, everything that the registry lacks, and names it by the tags.
  public Pushed push(ImageSource source, Push request, Progress progress) {
    return Optional.<Pushed>empty().orElseThrow();
  }

  @Override
  public void close() {}
}
