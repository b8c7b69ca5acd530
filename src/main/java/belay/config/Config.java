package belay.config;

import belay.image.ImageRef;
import belay.yaml.ImageKeys;
import belay.yaml.KeyPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `belay.yaml` says, with the recommended structure as its defaults.
///
/// @param environments in order of promotion
/// @param paths where things lie
/// @param imageKeys what the keys of an image are called
/// @param imagePath where a service's image map stands, unless the service says otherwise
/// @param registry the prefix of new services' images, if any
/// @param services what differs, by the service's name
/// @param argocd the Argo CD in use
/// @param commitPattern the first line of commit messages, with names in braces
@SuppressWarnings("DoNotCallSuggester")
public record Config(
    List<Environment> environments,
    Paths paths,
    ImageKeys imageKeys,
    KeyPath imagePath,
    Optional<String> registry,
    Map<String, Service> services,
    ArgoCd argocd,
    String commitPattern) {

  public static Config parse(String name, byte[] yaml) {
    throw new UnsupportedOperationException(name + yaml.length);
  }

  public static Config recommended() {
    throw new UnsupportedOperationException();
  }

  /// This configuration with environments that were seen in the repository and that it does not
  /// name.
  public Config withEnvironments(List<String> seen) {
    throw new UnsupportedOperationException(seen.toString());
  }

  public Environment environment(String name) {
    throw new UnsupportedOperationException(name);
  }

  public String valuesPath(String environment, String service) {
    throw new UnsupportedOperationException(environment + service);
  }

  public String valuesDirectory(String environment) {
    throw new UnsupportedOperationException(environment);
  }

  public Optional<ValuesLocation> serviceOf(String path) {
    throw new UnsupportedOperationException(path);
  }

  /// Where the image maps of a service stand, by name, the main one first.
  public Map<String, KeyPath> images(String service) {
    throw new UnsupportedOperationException(service);
  }

  /// The first line of the commit that pins `image`; `revision` is empty where it is not known.
  public String commitMessage(
      String service, String environment, ImageRef.Pinned image, String revision) {
    throw new UnsupportedOperationException(service + environment + image + revision);
  }

  public List<Setting> settings() {
    throw new UnsupportedOperationException();
  }
}
