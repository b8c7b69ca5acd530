package belay.argocd;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What Argo CD is to bring to the cluster: commits, tried once, and nothing else. It is never told
/// parameters, manifests or options, which Git would not have.
///
/// @param positions the sources that are brought to the commit, by their places from 1; empty where
///   there is only one
/// @param prune whether what is no longer in Git is deleted
/// @param dryRun whether nothing is changed
public record SyncOrder(String commit, List<Integer> positions, boolean prune, boolean dryRun) {
  public SyncOrder {
    positions = List.copyOf(positions);
  }

  byte[] json(String application, ArgoCdSettings settings) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", application);
    if (!settings.namespace().equals(ArgoCdSettings.USUAL_NAMESPACE)) {
      fields.put("appNamespace", settings.namespace());
    }
    if (positions.isEmpty()) {
      fields.put("revision", commit);
    } else {
      fields.put("revisions", positions.stream().map(_ -> commit).toList());
      fields.put("sourcePositions", positions);
    }
    fields.put("prune", prune);
    fields.put("dryRun", dryRun);
    fields.put("strategy", Map.of("hook", Map.of()));
    // Whoever waits is to learn at once that it fails, not after all tries of the Application.
    fields.put("retryStrategy", Map.of("limit", 0));
    try {
      return JSON.std.asBytes(fields);
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON to memory", e);
    }
  }
}
