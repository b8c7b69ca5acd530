package belay.kube;

import java.util.Locale;

/// An image of a Pod, or of the template of Pods.
///
/// @param role what it is there for
/// @param name the container's name, or the volume's
/// @param image as the specification has it
public record Container(Role role, String name, String image) {
  /// What images are there for.
  public enum Role {
    CONTAINER("containers"),
    INIT("initContainers"),
    EPHEMERAL("ephemeralContainers"),
    VOLUME("volumes");

    private final String key;

    Role(String key) {
      this.key = key;
    }

    /// The list in a specification of Pods.
    String key() {
      return key;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Whether both are in the same place.
  public boolean isAt(Container other) {
    return role == other.role && name.equals(other.name);
  }
}
