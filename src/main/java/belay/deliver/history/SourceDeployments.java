package belay.deliver.history;

import belay.deliver.model.Entry;
import belay.deliver.model.Pin;
import belay.deliver.model.SourceDeployment;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Finds out where images come from that are promoted.
public final class SourceDeployments {
  private final PinHistory pinHistory;
  private final InstantSource clock;

  public SourceDeployments(PinHistory pinHistory, InstantSource clock) {
    this.pinHistory = pinHistory;
    this.clock = clock;
  }

  /// Of many images the whole environment's history is walked once; only what that does not know is
  /// looked for under the names that its file had before.
  public List<SourceDeployment> of(String from, List<Pin> pins) {
    var changed = pins.stream().filter(Pin::changed).toList();
    var all = changed.size() > 1 ? pinHistory.spells(from) : Map.<Entry.Of, List<PinnedPeriod>>of();
    List<SourceDeployment> backgrounds = new ArrayList<>();
    for (var pin : changed) {
      var of = new Entry.Of(pin.service(), from, pin.image());
      var spells = all.getOrDefault(of, List.of());
      if (spells.stream().noneMatch(spell -> spell.has(pin.now().digest().toString()))) {
        spells =
            pinHistory.spells(pin.service(), from).stream()
                .filter(spell -> spell.of().image().equals(pin.image()))
                .toList();
      }
      backgrounds.add(of(pin, spells));
    }
    return backgrounds;
  }

  private SourceDeployment of(Pin pin, List<PinnedPeriod> spells) {
    var digest = pin.now().digest().toString();
    return new SourceDeployment(
        pin,
        stay(spells, digest),
        pin.previousDigest().map(previous -> stay(spells, previous)).orElse(Duration.ZERO),
        revisions(spells, digest, pin));
  }

  private Duration stay(List<PinnedPeriod> spells, String digest) {
    var now = clock.instant();
    return spells.stream()
        .filter(spell -> spell.has(digest))
        .map(spell -> spell.length(now))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /// From the newest time that the source had the new image back to where it had the old one.
  private static List<String> revisions(List<PinnedPeriod> spells, String digest, Pin pin) {
    List<String> revisions = new ArrayList<>();
    var reached = false;
    for (var spell : spells) {
      reached = reached || spell.has(digest);
      if (pin.previousDigest().filter(spell::has).isPresent()) {
        break;
      }
      if (reached) {
        spell.revision().filter(r -> !revisions.contains(r)).ifPresent(revisions::add);
      }
    }
    return revisions;
  }
}
