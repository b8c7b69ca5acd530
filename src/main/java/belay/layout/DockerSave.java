package belay.layout;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.layout.tree.Damage;
import belay.layout.tree.FileTree;
import java.util.List;
import java.util.function.Predicate;

/// The archive that `docker save` writes: `manifest.json` lists images with their configurations
/// and layers, and there is no image manifest.
final class DockerSave {
  private static final String LIST_FILE = "manifest.json";
  private static final int LISTED = 20;

  private final FileTree tree;
  private final List<SavedImage> images;

  private DockerSave(FileTree tree, List<SavedImage> images) {
    this.tree = tree;
    this.images = images;
  }

  static boolean isIn(FileTree tree) {
    return tree.find(LIST_FILE).isPresent();
  }

  static StoredImage open(FileTree tree, Choice choice) {
    var file = tree.find(LIST_FILE).orElseThrow();
    List<SavedImage> images;
    try {
      images = SavedImage.parse(Documents.read(tree.where(), file));
    } catch (Failure e) {
      throw Damage.document(tree.where(), LIST_FILE, e);
    }
    return new MadeManifest(tree).of(new DockerSave(tree, images).choose(choice));
  }

  private SavedImage choose(Choice choice) {
    return switch (choice) {
      case Choice.Named(var name) ->
          single(
              image -> image.names().stream().anyMatch(own -> ImageNames.same(own, name)),
              "named \"%s\" in \"%s\"".formatted(name, tree.where()));
      case Choice.Only(), Choice.AllPlatforms() -> single(_ -> true, "in \"" + tree.where() + "\"");
    };
  }

  private SavedImage single(Predicate<SavedImage> wanted, String which) {
    var found = images.stream().filter(wanted).toList();
    var different =
        found.stream().map(image -> List.of(image.config(), image.layers())).distinct().count();
    if (different == 1) {
      return found.getFirst();
    }
    var failure =
        different == 0
            ? new Failure(
                Kind.NOT_FOUND, "no image " + which, "choose one that is there with --name")
            : new Failure(
                Kind.USAGE,
                "%d images %s and none was chosen".formatted(different, which),
                "choose one by its name with --name; docker save keeps no index of them");
    for (var image : images.subList(0, Math.min(images.size(), LISTED))) {
      var names = image.names().isEmpty() ? "unnamed" : String.join(", ", image.names());
      failure = failure.because("%s (%s)".formatted(names, image.config()));
    }
    throw failure;
  }
}
