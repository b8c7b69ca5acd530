package belay.deliver.setup;

import belay.image.Digest;
import belay.image.Repository;
import java.util.Optional;

/// The image that a new service starts with.
///
/// @param digest empty while its first deploy is awaited
record StartImage(Repository repository, Optional<Digest> digest) {}
