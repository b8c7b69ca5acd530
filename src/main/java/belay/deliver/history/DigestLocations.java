package belay.deliver.history;

import java.util.List;

/// Where a digest was.
///
/// @param digest the digest in full; as asked for where it never was anywhere
/// @param stays those that last first, then the newest first
public record DigestLocations(String digest, List<DigestLocation> stays) {
  public DigestLocations {
    stays = List.copyOf(stays);
  }
}
