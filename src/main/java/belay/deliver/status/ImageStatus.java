package belay.deliver.status;

import belay.deliver.policy.Hold;
import belay.deliver.rollout.Live;
import java.time.Instant;
import java.util.Optional;

/// One image of one service in one environment.
///
/// @param environment the environment's name
/// @param reference what the values file says, `repository@digest` or `repository:tag`; empty where
///   the service is not there, or names no version
/// @param fault why nothing can run that is referred to so; empty where it may
/// @param trouble why the file could not be read; empty where it could
/// @param elsewhere where the file has images instead, and what says so in `belay.yaml`; empty
///   where there is nothing to doubt
/// @param since when it was put there; empty where nobody asked
/// @param hold the hold on it, if there is one
/// @param live what runs; empty where nobody asked, or Git names no image
public record ImageStatus(
    String environment,
    Optional<String> reference,
    Optional<String> fault,
    Optional<String> trouble,
    Optional<String> elsewhere,
    Optional<Instant> since,
    Optional<Hold> hold,
    Optional<Live> live) {
  /// Nothing but what the values file says.
  static ImageStatus of(
      String environment,
      Optional<String> reference,
      Optional<String> fault,
      Optional<String> trouble,
      Optional<Hold> hold) {
    return new ImageStatus(
        environment,
        reference,
        fault,
        trouble,
        Optional.empty(),
        Optional.empty(),
        hold,
        Optional.empty());
  }

  /// Where there is nothing.
  static ImageStatus absent(String environment) {
    return of(environment, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// The same, put there at a time.
  ImageStatus since(Optional<Instant> time) {
    return new ImageStatus(environment, reference, fault, trouble, elsewhere, time, hold, live);
  }

  /// The same, with where the file has images instead.
  ImageStatus elsewhere(Optional<String> places) {
    return new ImageStatus(environment, reference, fault, trouble, places, since, hold, live);
  }

  /// The same, with what runs.
  ImageStatus live(Live now) {
    return new ImageStatus(
        environment, reference, fault, trouble, elsewhere, since, hold, Optional.of(now));
  }

  /// What tells versions apart: the digest, else the whole reference. What is at fault is none: it
  /// is not the same as anything.
  public Optional<String> version() {
    return reference
        .filter(_ -> fault.isEmpty())
        .map(text -> text.substring(text.indexOf('@') + 1));
  }
}
