package belay.migrate.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.manifest.ImageFinder;
import belay.manifest.KubeObject;
import belay.manifest.ManifestImage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Images that a chart renders without a digest.
public final class TagsLeft {
  private static final ImageFinder FINDER = new ImageFinder();

  private TagsLeft() {}

  /// Those of each template.
  ///
  /// @param manifests what Helm printed
  public static Map<String, Set<String>> of(String manifests) {
    Map<String, Set<String>> left = new TreeMap<>();
    for (var document : RenderedDocument.all(manifests)) {
      if (document.mayNameTag()) {
        objects(document).stream()
            .flatMap(object -> FINDER.find(object).stream())
            .filter(TagsLeft::isLeft)
            .forEach(image ->
                left.computeIfAbsent(document.source(), _ -> new TreeSet<>())
                    .add(image.reference()));
      }
    }
    return left;
  }

  /// What no table knows may be something else, where no tag says that it is an image.
  private static boolean isLeft(ManifestImage image) {
    return switch (image.form()) {
      case TAG -> true;
      case NAME -> image.certain();
      default -> false;
    };
  }

  private static List<KubeObject> objects(RenderedDocument document) {
    try {
      return KubeObject.read(document.source(), document.text().getBytes(UTF_8));
    } catch (Failure notYaml) {
      return List.of();
    }
  }
}
