package belay.config;

import belay.yaml.image.ImageNaming;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is particular to one service.
///
/// @param name the service's name: a file's name in the repository
/// @param images how its images are named, by name, the main one first; at least one
/// @param located whether somebody said where they are
/// @param track how newer images are found
public record ServiceConfig(
    String name, Map<String, ImageNaming> images, boolean located, Optional<Track> track) {
  public ServiceConfig {
    images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
  }
}
