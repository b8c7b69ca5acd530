package belay.deliver.model;

import java.util.List;
import java.util.Optional;

/// A wish to carry digests from one environment to another, in one commit.
///
/// @param what the services
/// @param from where the digests are; empty for where `belay.yaml` says that promotions come from
/// @param to where they go
/// @param at the commit at which `from` is read; empty for the one that the new commit stands on
/// @param copy whether images are copied into the target's registry where that lacks them
/// @param verified whether, and by which Argo CD, the images have to run well in `from`
/// @param override why a freeze or the time to soak is passed over
/// @param note how it is written
public record PromoteRequest(
    What what,
    Optional<String> from,
    String to,
    Optional<String> at,
    boolean copy,
    Optional<ArgoCdChoice> verified,
    Optional<String> override,
    CommitNote note)
    implements ChangeRequest {
  /// What is to be carried.
  ///
  /// @param services the services; empty for all that both environments have
  /// @param expected images of these services, each by a reference: what stands in the source is
  ///   carried only where it is that
  public record What(List<String> services, List<WantedImage> expected) {
    public What {
      services = List.copyOf(services);
      expected = List.copyOf(expected);
    }

    /// These services with whatever stands in the source.
    public static What of(String... services) {
      return new What(List.of(services), List.of());
    }
  }

  @Override
  public String environment() {
    return to;
  }

  @Override
  public List<String> services() {
    return what.services();
  }

  /// The images that are expected in the source, where any are named.
  public List<WantedImage> expected() {
    return what.expected();
  }
}
