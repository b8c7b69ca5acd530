package belay.manifest;

import java.util.List;
import java.util.Locale;

/// What an image in a manifest is there for.
public enum ImageRole {
  CONTAINER("containers"),
  INIT("initContainers"),
  EPHEMERAL("ephemeralContainers"),
  VOLUME("volumes"),
  /// A field of a custom resource.
  FIELD(""),
  /// A key `image` that no table knows.
  KEY(""),
  /// A text that looks like a reference: an argument, a variable, a ConfigMap's value.
  TEXT("");

  /// The roles that a Pod's specification has lists for.
  static final List<ImageRole> IN_PODS = List.of(CONTAINER, INIT, EPHEMERAL, VOLUME);

  private final String list;

  ImageRole(String list) {
    this.list = list;
  }

  /// The list in a Pod's specification; empty for a role that has none.
  public String list() {
    return list;
  }

  /// Whether it is known that an image is run from there.
  public boolean certain() {
    return this != KEY && this != TEXT;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
