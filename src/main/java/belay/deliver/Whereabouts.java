package belay.deliver;

import java.util.List;

/// Where a digest was.
///
/// @param digest the digest in full; as asked for where it never was anywhere
/// @param stays those that last first, then the newest first
public record Whereabouts(String digest, List<Stay> stays) {
  public Whereabouts {
    stays = List.copyOf(stays);
  }
}
