package belay.deliver.rollout;

import belay.failure.Failure;
import java.util.List;

/// What Argo CD made of a deployment.
public sealed interface Rollout {
  /// How each Application was when it was last seen; those that were never seen are left out.
  List<Application> applications();

  /// Every Application runs what was deployed, and is well.
  record Live(List<Application> applications) implements Rollout {
    public Live {
      applications = List.copyOf(applications);
    }
  }

  /// At least one does not.
  record Failed(List<Application> applications, Failure failure) implements Rollout {
    public Failed {
      applications = List.copyOf(applications);
    }
  }

  /// One Application, in Argo CD's own words.
  ///
  /// @param application its name
  /// @param live whether it runs what was deployed
  /// @param revision what it was last compared with; several, separated by spaces, where it has
  ///   several sources
  /// @param images the images that its Pods run, as far as Argo CD says
  /// @param state what was last to be said about it, for people
  record Application(
      String application,
      boolean live,
      String sync,
      String health,
      String revision,
      List<String> images,
      String state) {
    public Application {
      images = List.copyOf(images);
    }
  }
}
