package belay.render.model;

import java.util.Locale;

/// What makes manifests of a source.
public enum Tool {
  HELM,
  KUSTOMIZE,
  DIRECTORY,
  PLUGIN,
  /// Nothing: others take files from it.
  REFERENCE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
