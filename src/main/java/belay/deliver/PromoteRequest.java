package belay.deliver;

import java.util.List;
import java.util.Optional;

/// A wish to carry digests from one environment to another, in one commit.
///
/// @param services the services; empty for all that both environments have
/// @param expected images of these services, each by a reference: what stands in `from` is carried
///   only where it is that
/// @param from where the digests are; empty for where `belay.yaml` says that promotions come from
/// @param to where they go
/// @param at the commit at which `from` is read; empty for the one that the new commit stands on
/// @param copy whether images are copied into the target's registry where that lacks them
/// @param override why a freeze or the time to soak is passed over
/// @param note how it is written
public record PromoteRequest(
    List<String> services,
    List<Wanted> expected,
    Optional<String> from,
    String to,
    Optional<String> at,
    boolean copy,
    Optional<String> override,
    Note note) {
  public PromoteRequest {
    services = List.copyOf(services);
    expected = List.copyOf(expected);
  }
}
