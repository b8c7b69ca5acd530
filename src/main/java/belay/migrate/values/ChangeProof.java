package belay.migrate.values;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.migrate.model.DigestHelper;
import belay.migrate.model.KeyChange;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Proves that a values file says what it said, but for the keys that change. Aliases and merge
/// keys are followed: what counts is what Helm reads.
final class ChangeProof {
  private static final int MOST = 400_000;

  private final Map<String, String> said = new LinkedHashMap<>();

  private ChangeProof() {}

  static void check(
      ValuesSource before, ValuesSource after, List<String> above, List<KeyChange> changes) {
    var old = new ChangeProof();
    before.root().ifPresent(root -> old.read("", root, 0));
    var now = new ChangeProof();
    after.root().ifPresent(root -> now.read("", root, 0));
    var keys = keys(changes);
    var lifted = lifted(above, changes);
    var all = new HashSet<>(old.said.keySet());
    all.addAll(now.said.keySet());
    for (var path : all) {
      if (!path.isEmpty()
          && !Objects.equals(old.said.get(path), now.said.get(path))
          && !isFilled(path, old, now)
          && !keys.contains(path.substring(path.lastIndexOf('\u0000') + 1))
          && lifted.stream().noneMatch(one -> matches(path, one))) {
        throw new Failure(
            Kind.REFUSED,
            "%s: this cannot be edited without changing \"%s\""
                .formatted(before.source().name(), path.substring(1).replace('\u0000', '.')),
            "write it as mappings with one key a line");
      }
    }
  }

  /// Whether there was nothing and is a mapping now, whose entries are looked at for themselves.
  private static boolean isFilled(String path, ChangeProof old, ChangeProof now) {
    var before = old.said.getOrDefault(path, "");
    return (before.equals("{}") || before.equals("null"))
        && now.said.keySet().stream().anyMatch(key -> key.startsWith(path + "\u0000"));
  }

  /// The last keys of paths that may change.
  private static Set<String> keys(List<KeyChange> changes) {
    Set<String> keys = new HashSet<>(Set.of(DigestHelper.ALLOW_EMPTY));
    for (var change : changes) {
      switch (change) {
        case KeyChange.Digest digest -> {
          keys.add(digest.path().getLast());
          if (!digest.tag().isEmpty()) {
            keys.add(digest.tag().getLast());
          }
        }
        case KeyChange.Version version -> {
          keys.add(version.path().getLast());
          keys.add(version.tag().getLast());
        }
        case KeyChange.Removed removed -> keys.add(removed.path().getLast());
        case KeyChange.Lifted _, KeyChange.Named _ -> {}
      }
    }
    return keys;
  }

  /// The paths below which anything may change.
  private static List<List<String>> lifted(List<String> above, List<KeyChange> changes) {
    return changes.stream()
        .filter(change -> change instanceof KeyChange.Lifted || change instanceof KeyChange.Named)
        .map(change -> ChangeEdit.whole(above, change.path()))
        .toList();
  }

  private static boolean matches(String path, List<String> lifted) {
    var keys = List.of(path.substring(1).split("\u0000", -1));
    // A value that only an alias repeats has another path: its last keys are the same.
    return (keys.size() >= lifted.size() && same(keys.subList(0, lifted.size()), lifted))
        || keys.getLast().equals("repository")
        || keys.getLast().equals("digest")
        || keys.getLast().equals(lifted.getLast());
  }

  private static boolean same(List<String> keys, List<String> pattern) {
    for (var i = 0; i < keys.size(); i++) {
      if (!pattern.get(i).equals("*") && !pattern.get(i).equals(keys.get(i))) {
        return false;
      }
    }
    return true;
  }

  private void read(String path, YamlNode node, int depth) {
    if (said.size() > MOST || depth > 120) {
      throw new Failure(Kind.REFUSED, "the values hold more than is compared", "split the file");
    }
    switch (node.resolved()) {
      case Scalar scalar ->
          said.put(
              path,
              scalar.isNull() ? "null" : (scalar.style().quoted() ? "'" : "") + scalar.value());
      case Mapping mapping -> {
        if (mapping.entries().isEmpty()) {
          said.put(path, "{}");
        }
        for (var entry : mapping.entries()) {
          if (entry.isMerge()) {
            merged(path, entry.value().resolved(), depth);
          }
        }
        for (var entry : mapping.entries()) {
          if (!entry.isMerge()) {
            read(path + "\u0000" + entry.name().orElse("?"), entry.value(), depth + 1);
          }
        }
      }
      case Sequence list -> {
        for (var i = 0; i < list.items().size(); i++) {
          read(path + "\u0000" + i, list.items().get(i), depth + 1);
        }
      }
      case YamlNode.Alias _ -> throw new IllegalStateException("an alias is resolved");
    }
  }

  private void merged(String path, YamlNode source, int depth) {
    if (source instanceof Sequence list) {
      list.items().reversed().forEach(item -> merged(path, item.resolved(), depth));
    } else {
      read(path, source, depth + 1);
    }
  }
}
