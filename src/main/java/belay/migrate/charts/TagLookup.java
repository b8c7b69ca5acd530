package belay.migrate.charts;

import java.util.Map;
import java.util.Set;

/// Asks registries what tags stand for now.
public interface TagLookup {
  /// What is known of a tag.
  ///
  /// @param digest such as `sha256:…`; empty where there is none
  /// @param why there is none; empty where there is one
  record Found(String digest, String why) {}

  /// Asks for references by tag, such as `docker.io/library/redis:7`; the answers by reference.
  Map<String, Found> find(Set<String> references);
}
