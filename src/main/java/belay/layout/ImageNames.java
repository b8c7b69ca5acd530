package belay.layout;

import belay.failure.Failure;
import belay.image.ImageRef;
import belay.layout.oci.Descriptor;
import java.util.List;
import java.util.stream.Stream;

/// What images in layouts and archives are called.
final class ImageNames {
  private static final String REF_NAME = "org.opencontainers.image.ref.name";

  /// What containerd and Docker write beside it: the whole reference, as `ref.name` holds only a
  /// tag.
  private static final String IMAGE_NAME = "io.containerd.image.name";

  private ImageNames() {}

  /// The names of an index's entry.
  static List<String> of(Descriptor entry) {
    return Stream.of(REF_NAME, IMAGE_NAME)
        .filter(entry.annotations()::containsKey)
        .map(entry.annotations()::get)
        .toList();
  }

  /// Whether two names are one; `app:1` and `docker.io/library/app:1` are.
  static boolean same(String one, String other) {
    return one.equals(other) || full(one).equals(full(other));
  }

  private static String full(String name) {
    try {
      var reference = ImageRef.parse(name);
      return (reference instanceof ImageRef.Named named ? named.latest() : reference).toString();
    } catch (Failure _) {
      return name;
    }
  }
}
