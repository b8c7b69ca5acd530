package belay.yaml;

import java.util.List;

/// What is to be written.
///
/// @param path where the image map stands
/// @param keys what its keys are called
/// @param repository the value for the repository
/// @param digest the value for the digest
record Pin(KeyPath path, ImageKeys keys, String repository, String digest) {
  /// The entries of an image map that is not there yet.
  List<Addition> entries(String repositoryKey) {
    return List.of(
        new Addition.Leaf(repositoryKey, repository), new Addition.Leaf(keys.digest(), digest));
  }
}
