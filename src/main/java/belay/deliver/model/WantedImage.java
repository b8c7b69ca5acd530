package belay.deliver.model;

import belay.image.Digest;
import belay.image.ImageRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One image that somebody wants a service to run.
///
/// @param service the service's name
/// @param image which of its images; empty where it has one, or where the repository tells
/// @param source what the image is
public record WantedImage(String service, Optional<String> image, Source source) {
  /// How an image was given.
  public sealed interface Source {
    /// By a full reference; a tag is resolved, a digest is checked to exist.
    record Reference(ImageRef ref) implements Source {}

    /// By its digest, in the repository that the values file names.
    record ByDigest(Digest digest) implements Source {}

    /// By a tag, in the repository that the values file names.
    record ByTag(String tag) implements Source {}

    /// An image on disk, to be pushed first.
    ///
    /// @param path an OCI layout or an archive
    /// @param name which image in it, where it holds several
    /// @param tags the tags that it gets
    record Built(Path path, Optional<String> name, List<String> tags) implements Source {
      public Built {
        tags = List.copyOf(tags);
      }
    }
  }
}
