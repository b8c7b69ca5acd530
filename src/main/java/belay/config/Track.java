package belay.config;

/// How `belay watch` finds newer images of a service.
///
/// @param tag the tag to follow; empty where tags are chosen by `allowTags`
/// @param allowTags which tags count, such as `regexp:^main-[0-9a-f]{7}$`; empty for all
/// @param strategy how the newest is told, such as `newest-build`
public record Track(String tag, String allowTags, String strategy) {}
