package belay.deliver.autosync;

import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a `syncPolicy` says of syncing by itself.
///
/// @param automated whether what is committed is rolled out without a word
/// @param selfHeal whether changes in the cluster are taken back
/// @param prune whether what is no longer in Git is deleted
public record AutoSyncState(boolean automated, boolean selfHeal, boolean prune) {
  static final String ENABLED = "enabled";

  private static final AutoSyncState OFF = new AutoSyncState(false, false, false);

  /// What a node at `syncPolicy.automated` says. Argo CD 3.1 and newer know `enabled`; where that
  /// is false nothing syncs by itself, whatever stands beside it.
  static AutoSyncState of(Optional<YamlNode> automated) {
    return automated
        .filter(node -> node instanceof YamlNode.Mapping)
        .filter(node -> !text(node, ENABLED).equals("false"))
        .map(node -> new AutoSyncState(true, is(node, "selfHeal"), is(node, "prune")))
        .orElse(OFF);
  }

  /// What the text of a template says that has such a block.
  static AutoSyncState of(String template, boolean automated) {
    return automated
        ? new AutoSyncState(true, says(template, "selfHeal"), says(template, "prune"))
        : OFF;
  }

  private static boolean says(String template, String key) {
    return Pattern.compile("\\b%s: *true\\b".formatted(key)).matcher(template).find();
  }

  private static boolean is(YamlNode node, String key) {
    return text(node, key).equals("true");
  }

  private static String text(YamlNode node, String key) {
    return Lookup.find(node, key).flatMap(Lookup::text).orElse("");
  }
}
