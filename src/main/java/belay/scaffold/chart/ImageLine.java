package belay.scaffold.chart;

import belay.yaml.tree.KeyPath;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The line of a template that takes an image by its digest and by nothing else.
///
/// @param path the keys that lead to the image's map
/// @param repositoryKey what the repository is called in it
/// @param digestKey what the digest is called in it
public record ImageLine(List<String> path, String repositoryKey, String digestKey) {
  public ImageLine {
    path = List.copyOf(path);
  }

  /// The line, for messages.
  public String text(String service) {
    return "image: \"{{ %s }}@{{ %s }}\""
        .formatted(required(service, repositoryKey), required(service, digestKey));
  }

  private String required(String service, String key) {
    return "required \"%s: %s is required\" %s"
        .formatted(
            service, KeyPath.of(path).child(key), value(key).replaceFirst("^index.*", "($0)"));
  }

  /// A key with a dash or a dot is out of reach of Go's own way.
  private String value(String key) {
    var keys = Stream.concat(path.stream(), Stream.of(key)).toList();
    return keys.stream().allMatch(k -> k.matches("[A-Za-z_]\\w*"))
        ? ".Values." + String.join(".", keys)
        : keys.stream()
            .map(k -> "\"" + k + "\"")
            .collect(Collectors.joining(" ", "index .Values ", ""));
  }
}
