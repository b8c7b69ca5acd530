package belay.deliver.setup.convention;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.scaffold.Structure;
import belay.scaffold.template.KubernetesName;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A wish for a GitOps repository.
///
/// @param location a folder, a bare repository or a URL
/// @param branch its branch, where it is not the usual one
/// @param push whether the commit of a clone goes on to its remote
/// @param timeout how long to go on when others push at the same time
/// @param names what the repository's own `belay.yaml` would say, were it there
/// @param sources whether charts and values lie below `sources/`
/// @param manualSync whether Applications are synced by hand at first
/// @param wishes what else is made
public record InitRequest(
    String location,
    Optional<String> branch,
    boolean push,
    Duration timeout,
    Names names,
    boolean sources,
    boolean manualSync,
    Structure.Wishes wishes) {

  /// Names for what is made.
  ///
  /// @param project the AppProject (default: the repository's name)
  /// @param url the address that Argo CD fetches from (default: the repository's own, or its
  ///   remote)
  /// @param registry host and path of the images
  /// @param repositoryKey what the repository of an image is called in values files
  /// @param environments environments besides those that are there, in order of promotion
  public record Names(
      Optional<String> project,
      Optional<String> url,
      Optional<String> registry,
      Optional<String> repositoryKey,
      List<String> environments) {
    public Names {
      environments = List.copyOf(environments);
    }

    /// Refuses names that Kubernetes would, and a name that stands twice, whatever is there
    /// already.
    public void requireEnvironments() {
      Set<String> seen = new HashSet<>();
      for (var name : environments) {
        if (!seen.add(KubernetesName.ENVIRONMENT.check(name))) {
          throw new Failure(
              Kind.USAGE,
              "the environment \"%s\" stands twice".formatted(name),
              "name each with --env once, in order of promotion");
        }
      }
    }
  }
}
