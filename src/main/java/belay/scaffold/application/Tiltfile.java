package belay.scaffold.application;

import belay.scaffold.template.Template;
import java.util.List;
import java.util.stream.Collectors;

/// The Tiltfile: the same charts as everywhere, with the values of development, and the images that
/// Tilt builds.
public final class Tiltfile {
  /// Where it stands.
  public static final String FILE = "Tiltfile";

  /// How the repository is laid out.
  ///
  /// @param values the pattern of values files, with the environment filled in
  /// @param charts the pattern of charts
  /// @param applications the folder in which Argo CD is told of charts
  /// @param imagePath the keys that lead to the image's map
  /// @param repositoryKeys what the repository may be called in it
  public record Layout(
      String values,
      String charts,
      String applications,
      List<String> imagePath,
      List<String> repositoryKeys) {}

  private Tiltfile() {}

  /// @param url the GitOps repository as Argo CD is told of it
  public static String file(Stage stage, Layout layout, String url) {
    return Template.of("Tiltfile")
        .with("environment", stage.environment())
        .with("namespace", stage.namespace())
        .with("url", literal(url))
        .with("values", literal(layout.values()))
        .with("folder", literal(layout.values().substring(0, layout.values().lastIndexOf('/'))))
        .with("charts", literal(layout.charts()))
        .with("applications", literal(layout.applications()))
        .with("path", list(layout.imagePath()))
        .with("repositories", list(layout.repositoryKeys()))
        .text();
  }

  private static String list(List<String> texts) {
    return texts.stream()
        .map(text -> "'" + literal(text) + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String literal(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'");
  }
}
