package belay.deliver.history;

import belay.config.Config;
import belay.deliver.environment.ImageText;
import belay.failure.Failure;
import belay.git.history.Timeline;
import belay.yaml.image.ImageNaming;
import belay.yaml.image.ValuesFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What versions of values files pin. Each is read once; safe for use by several threads.
final class ValuesVersions {
  private final Timeline timeline;
  private final Map<Question, Map<String, String>> known = new ConcurrentHashMap<>();

  ValuesVersions(Timeline timeline) {
    this.timeline = timeline;
  }

  private record Question(String blob, Map<String, ImageNaming> images) {}

  /// The reference of each of the service's images that the version names, by the image's name.
  Map<String, String> pinned(ValuesVersion version, Config config) {
    return version
        .blob()
        .map(blob -> new Question(blob, config.images(version.place().service())))
        .map(question -> known.computeIfAbsent(question, this::read))
        .orElse(Map.of());
  }

  /// Nothing where the version cannot be read: an old mistake must not hide the rest.
  private Map<String, String> read(Question question) {
    Map<String, String> pinned = new LinkedHashMap<>();
    try {
      timeline
          .content(question.blob)
          .ifPresent(bytes -> {
            var file = ValuesFile.parse(question.blob, bytes);
            question.images.forEach((name, naming) ->
                ImageText.reference(file.image(naming))
                    .ifPresent(reference -> pinned.put(name, reference)));
          });
    } catch (Failure unreadable) {
      return Map.of();
    }
    return Collections.unmodifiableMap(pinned);
  }
}
