package belay.deliver;

import belay.config.Config;
import belay.git.Draft;
import belay.yaml.UnifiedDiff;
import belay.yaml.ValuesFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a deployment is about to do, at one commit: the same value is shown by a dry run and
/// written by a real one.
///
/// @param pins each image, before and after
/// @param before the values files as they are
/// @param after the values files as they will be
record Plan(
    Config config, List<Pin> pins, Map<String, ValuesFile> before, Map<String, ValuesFile> after) {

  boolean changes() {
    return pins.stream().anyMatch(Pin::changed);
  }

  /// One unified diff per file that changes.
  List<String> diffs() {
    List<String> diffs = new ArrayList<>();
    changed().forEach((path, bytes) -> diffs.add(UnifiedDiff.of(path, old(path), bytes)));
    return diffs;
  }

  /// The commit that carries it out.
  Draft draft(DeployRequest request, String action) {
    var changed = pins.stream().filter(Pin::changed).toList();
    return new Draft(changed(), CommitText.of(config, changed, request, action));
  }

  private Map<String, byte[]> changed() {
    Map<String, byte[]> changed = new LinkedHashMap<>();
    after.forEach((path, file) -> {
      if (!Arrays.equals(old(path), file.bytes())) {
        changed.put(path, file.bytes());
      }
    });
    return changed;
  }

  private byte[] old(String path) {
    return Optional.ofNullable(before.get(path)).orElseThrow().bytes();
  }
}
