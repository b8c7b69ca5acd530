package belay.yaml.image;

import java.util.Optional;

/// What a values file says about one image. A key that is missing or null is empty.
///
/// @param repository the repository, registry included, also where that stands under a key of its
///   own
/// @param digest the digest as it stands, unchecked
/// @param tag the tag as it stands, unchecked
public record ImageValues(
    Optional<String> repository, Optional<String> digest, Optional<String> tag) {}
