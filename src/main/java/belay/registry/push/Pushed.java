package belay.registry.push;

import belay.image.ImageRef;

/// What a push did.
///
/// @param image the image as it can be written to Git
/// @param uploaded blobs that were sent
/// @param mounted blobs that the registry took over from another of its repositories
/// @param present blobs that were there before
/// @param bytes what the blobs sent have in all
/// @param requests HTTP requests, those for tokens and repeated ones included
public record Pushed(
    ImageRef.Pinned image, int uploaded, int mounted, int present, long bytes, int requests) {}
