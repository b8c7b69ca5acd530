package belay.scaffold.application;

import java.util.List;
import java.util.Optional;

/// Where things lie in a GitOps repository, and what the keys of images are called.
///
/// @param values the pattern of values files
/// @param applications the pattern of Applications
/// @param charts the pattern of charts
/// @param imagePath the keys that lead to an image's map
/// @param keys the keys of repository, digest and tag in it
/// @param registry host and path of new images, if known
/// @param listed whether the Applications are listed by a kustomization of their folder
public record Layout(
    String values,
    String applications,
    String charts,
    List<String> imagePath,
    List<String> keys,
    Optional<String> registry,
    boolean listed) {
  public Layout {
    imagePath = List.copyOf(imagePath);
    keys = List.copyOf(keys);
  }

  /// What the repository is called in values files.
  public String repositoryKey() {
    return keys.getFirst();
  }

  /// What the digest is called in values files.
  public String digestKey() {
    return keys.get(1);
  }

  String values(String environment) {
    return values.replace("{environment}", environment);
  }

  /// The folder of an environment's values files, as far as no service's name is in it.
  public String valuesFolder(String environment) {
    var folder = values(environment);
    var open = folder.indexOf('{');
    return folder.substring(0, folder.lastIndexOf('/', open));
  }

  /// Where Tilt finds what it runs.
  public Tiltfile.Layout tilt(Stage stage) {
    var repositories =
        List.of("repository", "graph").contains(repositoryKey())
            ? List.of("repository", "graph")
            : List.of(repositoryKey());
    var open = applications.indexOf('{');
    var folder = applications.substring(0, Math.max(0, applications.lastIndexOf('/', open)));
    return new Tiltfile.Layout(
        values(stage.environment()),
        charts,
        folder.isEmpty() ? "." : folder,
        imagePath,
        repositories);
  }
}
