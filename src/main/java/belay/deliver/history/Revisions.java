package belay.deliver.history;

import belay.deliver.environment.References;
import belay.deliver.model.CommitInfo;
import belay.deliver.model.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Source revisions of images. A promotion and a rollback carry a digest that an earlier commit
/// brought, in this environment or another one, and that one told what it was made of.
final class Revisions {
  private static final Set<String> CARRIES = Set.of("promote", "rollback", "revert");

  private final Map<Made, String> known = new HashMap<>();

  /// What the same bytes were made of for whatever service: for those that were renamed.
  private final Map<String, String> knownAnywhere = new HashMap<>();

  /// Images whose first deployment is still to be found.
  private final Set<Made> open = new HashSet<>();

  private record Made(String service, String digest) {
    static Optional<Made> of(Entry entry) {
      return entry.now().flatMap(References::digest).map(d -> new Made(entry.service(), d));
    }
  }

  /// Takes note of a change; they come newest first.
  ///
  /// @param wanted whether it is one of those to be told
  void see(Entry entry, boolean wanted) {
    Made.of(entry).ifPresent(made -> see(entry, made, wanted));
  }

  private void see(Entry entry, Made made, boolean wanted) {
    entry
        .revision()
        .ifPresent(revision -> {
          known.putIfAbsent(made, revision);
          knownAnywhere.putIfAbsent(made.digest, revision);
        });
    if (known.containsKey(made) || entry.action().equals(CommitInfo.DEPLOY)) {
      open.remove(made);
    } else if (wanted && CARRIES.contains(entry.action())) {
      open.add(made);
    }
  }

  /// Whether older changes may tell more.
  boolean isOpen() {
    return !open.isEmpty();
  }

  /// Whether a service's older changes may tell more.
  boolean isOpen(String service) {
    return open.stream().anyMatch(made -> made.service.equals(service));
  }

  /// The changes, with what is known by now.
  List<Entry> complete(List<Entry> entries) {
    return entries.stream().map(this::complete).toList();
  }

  private Entry complete(Entry entry) {
    return entry.revision().isPresent()
        ? entry
        : Made.of(entry).map(this::find).map(entry::with).orElse(entry);
  }

  private Optional<String> find(Made made) {
    return Optional.ofNullable(known.get(made))
        .or(() -> Optional.ofNullable(knownAnywhere.get(made.digest)));
  }
}
