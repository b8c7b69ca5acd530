package belay.deliver;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Finds out where images come from that are promoted.
final class Backgrounds {
  private final Past past;
  private final InstantSource clock;

  Backgrounds(Past past, InstantSource clock) {
    this.past = past;
    this.clock = clock;
  }

  List<Background> of(String from, List<Pin> pins) {
    return pins.stream().filter(Pin::changed).map(pin -> of(from, pin)).toList();
  }

  private Background of(String from, Pin pin) {
    var spells =
        past.spells(pin.service(), from).stream()
            .filter(spell -> spell.of().image().equals(pin.image()))
            .toList();
    var digest = pin.now().digest().toString();
    var now = clock.instant();
    var stay =
        spells.stream()
            .filter(spell -> spell.has(digest))
            .map(spell -> spell.length(now))
            .reduce(Duration.ZERO, Duration::plus);
    return new Background(pin, stay, revisions(spells, digest, pin));
  }

  /// From the newest time that the source had the new image back to where it had the old one.
  private static List<String> revisions(List<Spell> spells, String digest, Pin pin) {
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
