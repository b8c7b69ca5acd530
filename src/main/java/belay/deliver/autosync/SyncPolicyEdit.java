package belay.deliver.autosync;

import belay.yaml.edit.DocumentEdit;
import belay.yaml.edit.NewKey;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Switches the `automated` of one `syncPolicy`.
///
/// Off is its absence: Argo CD before 3.1 does not know `enabled`, would drop it and go on syncing.
/// Who has written `enabled` into a file has a newer one, and there only its word changes.
///
/// @param policy the way to the `syncPolicy` in its document
record SyncPolicyEdit(ArgoCdDocument document, List<String> policy) {
  private static final String AUTOMATED = "automated";

  /// What `init` and `add` write.
  private static final NewKey BLOCK =
      new NewKey.Branch(
          AUTOMATED,
          List.of(
              new NewKey.Word("prune", "true"),
              new NewKey.Word("selfHeal", "true"),
              new NewKey.Word("allowEmpty", "false")));

  /// The policy of an Application.
  static SyncPolicyEdit of(ArgoCdDocument application) {
    return new SyncPolicyEdit(application, List.of("spec", "syncPolicy"));
  }

  /// The policy in the template of a set.
  static SyncPolicyEdit ofTemplate(ArgoCdDocument set) {
    return new SyncPolicyEdit(set, List.of("spec", "template", "spec", "syncPolicy"));
  }

  AutoSyncState state() {
    return AutoSyncState.of(document.at(automated()));
  }

  String place() {
    return document.place(automated());
  }

  Optional<FileEdit> to(boolean on) {
    return state().automated() == on
        ? Optional.empty()
        : Optional.of(new FileEdit(document.path(), bytes -> changed(bytes, on)));
  }

  private byte[] changed(byte[] bytes, boolean on) {
    var edit = DocumentEdit.of(document.path(), bytes, document.index());
    var there = at(edit.root());
    var enabled = there.flatMap(SyncPolicyEdit::enabled);
    if (enabled.isPresent()) {
      return edit.replace(enabled.get(), String.valueOf(on));
    }
    if (!on) {
      return edit.remove(automated());
    }
    var free = there.isPresent() ? edit.remove(automated()) : bytes;
    return DocumentEdit.of(document.path(), free, document.index()).put(policy, BLOCK, true);
  }

  private Optional<YamlNode> at(YamlNode root) {
    return new ArgoCdDocument(
            document.path(), document.index(), new YamlTree(document.path(), root))
        .at(automated());
  }

  private static Optional<Scalar> enabled(YamlNode automated) {
    return automated instanceof Mapping mapping
        ? mapping
            .entry(AutoSyncState.ENABLED)
            .flatMap(entry ->
                entry.value() instanceof Scalar scalar ? Optional.of(scalar) : Optional.empty())
        : Optional.empty();
  }

  private List<String> automated() {
    var keys = new ArrayList<>(policy);
    keys.add(AUTOMATED);
    return keys;
  }
}
