package belay.config;

import belay.image.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What an environment asks of an image before it may be pinned there. A rollback is not asked: it
/// brings back what was there.
///
/// @param requirePlatforms what the image must be for, each of them
/// @param requireFrom the environment that must have had the digest before
/// @param soak how long the environment that promotions come from must have had the digest
/// @param freezes when nothing may change
public record Gate(
    List<Platform> requirePlatforms,
    Optional<String> requireFrom,
    Duration soak,
    List<Freeze> freezes) {
  /// Asks for nothing.
  public static final Gate OPEN = new Gate(List.of(), Optional.empty(), Duration.ZERO, List.of());

  public Gate {
    requirePlatforms = List.copyOf(requirePlatforms);
    freezes = List.copyOf(freezes);
  }
}
