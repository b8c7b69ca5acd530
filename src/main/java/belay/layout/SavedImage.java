package belay.layout;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.layout.oci.StrictJson;
import belay.layout.tar.TarEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One image as `docker save` lists it in `manifest.json`.
///
/// @param config the path of its configuration
/// @param layers the paths of its layers, the lowest first
/// @param names its `RepoTags`
record SavedImage(String config, List<String> layers, List<String> names) {
  SavedImage {
    layers = List.copyOf(layers);
    names = List.copyOf(names);
  }

  static List<SavedImage> parse(byte[] json) {
    return StrictJson.list(json).stream().map(SavedImage::read).toList();
  }

  private static SavedImage read(Object entry) {
    if (entry instanceof Map<?, ?> map && map.get("Config") instanceof String config) {
      return new SavedImage(
          path(config),
          texts(map.get("Layers")).stream().map(SavedImage::path).toList(),
          texts(map.get("RepoTags")));
    }
    throw notOne("an image has no Config");
  }

  private static List<String> texts(@Nullable Object list) {
    if (list == null) {
      return List.of();
    }
    if (list instanceof List<?> entries && entries.stream().allMatch(String.class::isInstance)) {
      return entries.stream().map(String.class::cast).toList();
    }
    throw notOne("Layers and RepoTags are lists of strings");
  }

  private static String path(String path) {
    Optional<String> normal = TarEntry.normal("", path);
    return normal.orElseThrow(() -> notOne("\"%s\" is not a path in the archive".formatted(path)));
  }

  private static Failure notOne(String why) {
    return new Failure(Kind.REFUSED, "not what docker save writes", "save the image again")
        .because(why);
  }
}
