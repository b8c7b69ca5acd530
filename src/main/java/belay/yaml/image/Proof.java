package belay.yaml.image;

import belay.yaml.tree.KeyPath.Step;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.Scalars;
import belay.yaml.tree.Trees;
import belay.yaml.tree.YamlDocument;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.List;
import java.util.Optional;

/// Shows that an edited file says what the old one said but for the image.
///
/// It knows nothing of how the edits were made: it compares the trees of the file before and after.
final class Proof {
  private final DesiredImage pin;

  private Proof(DesiredImage pin) {
    this.pin = pin;
  }

  /// Whether exactly one document changed, and that in nothing but the image's three keys.
  static boolean holds(List<YamlDocument> before, List<YamlDocument> after, DesiredImage pin) {
    var proof = new Proof(pin);
    if (before.isEmpty()) {
      return after.size() == 1 && proof.follows(Optional.empty(), after.getFirst().root(), 0);
    }
    if (before.size() != after.size()) {
      return false;
    }
    var changed = 0;
    for (var i = 0; i < before.size(); i++) {
      var old = before.get(i).root();
      var now = after.get(i).root();
      if (!Trees.equal(old, now)) {
        changed++;
        if (!proof.follows(Optional.of(old), now, 0)) {
          return false;
        }
      }
    }
    return changed == 1;
  }

  /// Whether `now` is what `old` becomes, `depth` keys down the path; a mapping may have come up
  /// out of nothing.
  private boolean follows(Optional<YamlNode> old, YamlNode now, int depth) {
    if (depth < pin.path().steps().size() && !(pin.path().steps().get(depth) instanceof Step.Key)) {
      return old.isPresent() && itemFollows(old.get(), now, depth);
    }
    if (!(now instanceof Mapping mapping)) {
      return false;
    }
    var entries = old.flatMap(Proof::entries);
    if (old.isPresent() && (entries.isEmpty() || !sameProperties(old.get(), now))) {
      return false;
    }
    var before = entries.orElse(List.of());
    if (depth == pin.path().steps().size()) {
      return imageFollows(before, mapping);
    }
    return pin.path().steps().get(depth) instanceof Step.Key(var key)
        && parentFollows(before, mapping, key, depth);
  }

  /// Whether the item that the step means followed, and every other is as it was.
  private boolean itemFollows(YamlNode old, YamlNode now, int depth) {
    var step = pin.path().steps().get(depth);
    if (!(old instanceof Sequence before)
        || !(now instanceof Sequence after)
        || before.items().size() != after.items().size()
        || before.flow() != after.flow()
        || !sameProperties(old, now)) {
      return false;
    }
    var index = Lookup.items(before, step).findFirst().map(before.items()::indexOf).orElse(-1);
    for (var i = 0; i < before.items().size(); i++) {
      var one = before.items().get(i);
      var other = after.items().get(i);
      if (i == index ? !follows(Optional.of(one), other, depth + 1) : !Trees.equal(one, other)) {
        return false;
      }
    }
    return index >= 0;
  }

  private boolean parentFollows(List<Entry> before, Mapping now, String key, int depth) {
    var child = now.entry(key);
    return child.isPresent()
        && Trees.equal(others(before, List.of(key)), others(now.entries(), List.of(key)))
        && follows(named(before, key).map(Entry::value), child.get().value(), depth + 1);
  }

  private boolean imageFollows(List<Entry> before, Mapping now) {
    var keys = pin.keys();
    var repository =
        keys.repositories().stream()
            .filter(key -> named(before, key).isPresent())
            .findFirst()
            .orElseGet(() -> presentRepository(now));
    var three = List.of(repository, keys.digest(), keys.tag());
    return Trees.equal(others(before, three), others(now.entries(), three))
        && says(now, repository, pin.repository())
        && says(now, keys.digest(), pin.digest())
        && now.entry(keys.tag()).isEmpty();
  }

  private String presentRepository(Mapping now) {
    return pin.keys().repositories().stream()
        .filter(key -> now.entry(key).isPresent())
        .findFirst()
        .orElse("");
  }

  private static boolean says(Mapping mapping, String key, String text) {
    return mapping
        .entry(key)
        .filter(entry ->
            entry.value().resolved() instanceof Scalar scalar
                && Scalars.isString(scalar)
                && scalar.value().equals(text))
        .isPresent();
  }

  private static Optional<List<Entry>> entries(YamlNode node) {
    return switch (node) {
      case Mapping mapping -> Optional.of(mapping.entries());
      case Scalar scalar when scalar.isNull() -> Optional.of(List.of());
      case YamlNode _ -> Optional.empty();
    };
  }

  private static boolean sameProperties(YamlNode old, YamlNode now) {
    return old.anchor().equals(now.anchor()) && old.tag().equals(now.tag());
  }

  private static Optional<Entry> named(List<Entry> entries, String key) {
    return entries.stream().filter(entry -> entry.isNamed(key)).findFirst();
  }

  private static List<Entry> others(List<Entry> entries, List<String> keys) {
    return entries.stream().filter(entry -> keys.stream().noneMatch(entry::isNamed)).toList();
  }
}
