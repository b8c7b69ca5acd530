package belay.migrate.values;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.migrate.model.KeyChange;
import belay.yaml.edit.Edit;
import belay.yaml.tree.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Makes the changes of keys in a values file; every other byte stays.
public final class ValuesFileEdit {
  private ValuesFileEdit() {}

  /// The file after the changes, which are those of one chart.
  ///
  /// @param name the file's path, for messages
  /// @param above the keys that lead to the chart's values, such as `["api"]` in the values of a
  ///   chart that has it as a sub-chart; empty in its own. Paths below `global` begin at the top
  /// @param changes what changes; what the file does not hold is passed over
  /// @param defaults whether this is the chart's `values.yaml`, which gets keys that are not there
  ///   yet
  /// @throws Failure (refused) where it cannot be edited
  public static byte[] apply(
      String name,
      byte[] bytes,
      List<String> above,
      List<KeyChange> changes,
      DefaultKeys defaults) {
    if (changes.isEmpty() || (defaults == DefaultKeys.NONE && !mayHold(bytes, above, changes))) {
      return bytes;
    }
    var before = ValuesSource.read(Source.decode(name, bytes, Kind.REFUSED));
    var after = edited(before, above, sorted(before, above, changes), defaults);
    if (isSame(after.source(), before)) {
      return bytes;
    }
    ChangeProof.check(before, after, above, changes);
    return after.source().encode();
  }

  /// Whether the keys of any change stand in a file at all, which saves reading many that have
  /// none.
  public static boolean mayHold(byte[] bytes, List<String> above, List<KeyChange> changes) {
    var text = new String(bytes, UTF_8);
    return changes.stream()
        .map(change -> ChangeEdit.whole(above, tag(change)))
        .filter(path -> !path.isEmpty())
        .anyMatch(path -> path.stream().allMatch(key -> key.equals("*") || text.contains(key)));
  }

  private static ValuesSource edited(
      ValuesSource before, List<String> above, List<KeyChange> changes, DefaultKeys defaults) {
    try {
      return atOnce(before, above, changes, defaults);
    } catch (Failure | IllegalStateException together) {
      // One after the other each may be possible, or the failure says which is not.
      return inTurn(before, above, changes, defaults);
    }
  }

  /// What is there is edited in one go, which saves reading the file again for each change.
  private static ValuesSource atOnce(
      ValuesSource before, List<String> above, List<KeyChange> changes, DefaultKeys defaults) {
    var edit = new ChangeEdit(before, above, defaults);
    Set<Edit> edits = new LinkedHashSet<>();
    List<KeyChange> left = new ArrayList<>();
    for (var change : changes) {
      edit.inPlace(change).ifPresentOrElse(edits::addAll, () -> left.add(change));
    }
    var source = before.source();
    var after = source.with(Edit.apply(source.text(), List.copyOf(edits)));
    return inTurn(read(after, before), above, left, defaults);
  }

  private static ValuesSource inTurn(
      ValuesSource before, List<String> above, List<KeyChange> changes, DefaultKeys defaults) {
    var text = before;
    for (var change : changes) {
      text = read(new ChangeEdit(text, above, defaults).apply(change), text);
    }
    return text;
  }

  /// Reads a file, unless it is as the one that was read before.
  private static ValuesSource read(Source source, ValuesSource before) {
    return isSame(source, before) ? before : ValuesSource.read(source);
  }

  private static boolean isSame(Source source, ValuesSource before) {
    return source.text().equals(before.source().text());
  }

  /// Versions come before the tags are taken out; an alias goes before what it stands for.
  private static List<KeyChange> sorted(
      ValuesSource text, List<String> above, List<KeyChange> changes) {
    List<KeyChange> sorted = new ArrayList<>(changes);
    sorted.sort(
        Comparator.comparingInt(ValuesFileEdit::rank)
            .thenComparing(change -> !text.isAlias(ChangeEdit.whole(above, tag(change)))));
    return sorted;
  }

  private static int rank(KeyChange change) {
    return switch (change) {
      case KeyChange.Version _ -> 0;
      case KeyChange.Digest _ -> 1;
      case KeyChange.Removed _ -> 2;
      case KeyChange.Lifted _ -> 3;
      case KeyChange.Named _ -> 4;
    };
  }

  private static List<String> tag(KeyChange change) {
    return switch (change) {
      case KeyChange.Digest digest -> digest.tag();
      case KeyChange.Version version -> version.tag();
      case KeyChange.Removed _, KeyChange.Lifted _, KeyChange.Named _ -> change.path();
    };
  }

  /// What a values file gets that it does not hold yet.
  public enum DefaultKeys {
    /// Digests and switches, which are the chart's defaults.
    REQUIRED,
    /// The same, with `allowEmptyDigest: true`.
    OPTIONAL,
    /// Only digests in place of tags that it sets.
    NONE
  }
}
