package belay.manifest;

import java.util.List;

/// Finds the images in manifests: where the table of kinds knows them, and beside that under any
/// other key `image`, as kbld does, which is only likely. Safe for several threads.
public final class ImageFinder {
  private final KindTable kinds;
  private final boolean texts;

  public ImageFinder() {
    this(List.of(), false);
  }

  /// @param further kinds beside those that Belay knows, or further paths of those
  /// @param texts whether arguments, variables and ConfigMaps are searched for what looks like a
  ///   reference
  public ImageFinder(List<KindPaths> further, boolean texts) {
    this.kinds = new KindTable(further);
    this.texts = texts;
  }

  /// The images of an object, the certain ones first.
  ///
  /// @throws belay.failure.Failure (usage) where the object is one that aliases blow up
  public List<ManifestImage> find(KubeObject object) {
    var found = new FoundImages(object);
    new KnownImages(kinds, texts, found).search();
    new LikelyImages(found).search();
    return found.all();
  }
}
