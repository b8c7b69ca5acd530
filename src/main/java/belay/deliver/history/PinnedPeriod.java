package belay.deliver.history;

import belay.deliver.model.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A time during which a service's image stood in an environment.
///
/// @param of which image of which service
/// @param reference `repository@digest` or `repository:tag`
/// @param since when it was put there
/// @param until when it was replaced; empty: it stands there still
/// @param revision the source code's commit, where that was told
record PinnedPeriod(
    Entry.Of of,
    String reference,
    Instant since,
    Optional<Instant> until,
    Optional<String> revision) {
  boolean has(String digest) {
    return reference.endsWith("@" + digest);
  }

  Duration length(Instant now) {
    var length = Duration.between(since, until.orElse(now));
    return length.isNegative() ? Duration.ZERO : length;
  }
}
