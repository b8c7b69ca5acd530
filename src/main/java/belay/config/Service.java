package belay.config;

import belay.yaml.KeyPath;
import java.util.Map;
import java.util.Optional;

/// What is particular to one service.
///
/// @param name the service's name: a file's name in the repository
/// @param images where its image maps stand, by name, the main one first
/// @param track how newer images are found
public record Service(String name, Map<String, KeyPath> images, Optional<Track> track) {}
