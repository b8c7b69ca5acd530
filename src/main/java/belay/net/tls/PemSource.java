package belay.net.tls;

import java.nio.file.Path;
import java.util.List;

/// Where certificates or a private key (PEM) stand.
public sealed interface PemSource {
  /// Several files.
  static List<PemSource> files(List<Path> paths) {
    return paths.stream().<PemSource>map(File::new).toList();
  }

  /// A file; for authorities also a folder of files.
  record File(Path path) implements PemSource {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /// A text that stands in something else, such as a kubeconfig.
  ///
  /// @param name what people know it by
  record Inline(String name, String text) implements PemSource {
    @Override
    public String toString() {
      return name;
    }
  }
}
