package belay.deliver.verify;

import belay.image.Digest;
import belay.yaml.image.ImageNaming;

/// An image that Git names by digest for a service in an environment.
///
/// @param naming where it stands in values
/// @param place where its digest stands
/// @param repository as the file has it
record ApprovedImage(
    String service,
    String environment,
    ImageNaming naming,
    FilePlace place,
    String repository,
    Digest digest) {}
