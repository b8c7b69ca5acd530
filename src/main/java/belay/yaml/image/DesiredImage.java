package belay.yaml.image;

import belay.yaml.edit.NewKey;
import belay.yaml.tree.KeyPath;
import java.util.List;

/// What is to be written.
///
/// @param path where the image map stands
/// @param keys what its keys are called
/// @param repository the value for the repository
/// @param digest the value for the digest
record DesiredImage(KeyPath path, ImageKeys keys, String repository, String digest) {
  /// The entries of an image map that is not there yet.
  List<NewKey> entries(String repositoryKey) {
    return List.of(
        new NewKey.Leaf(repositoryKey, repository), new NewKey.Leaf(keys.digest(), digest));
  }
}
