package belay.config;

import belay.yaml.KeyPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is particular to one service.
///
/// @param name the service's name: a file's name in the repository
/// @param images where its image maps stand, by name, the main one first; empty for the usual place
/// @param track how newer images are found
public record Service(String name, Map<String, KeyPath> images, Optional<Track> track) {
  public Service {
    images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
  }
}
