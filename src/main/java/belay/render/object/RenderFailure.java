package belay.render.object;

import java.util.Locale;

/// Why something does not render.
///
/// @param place what causes it in Git: the entry of a wrong or missing values file or of a
///   reference that is not defined, else the Application's source
/// @param what happened, the tool's own words included; several lines where the tool has several
/// @param help what to do; empty where nothing is known
public record RenderFailure(Reason reason, ObjectPlace place, String what, String help) {
  /// What kind of cause it is.
  public enum Reason {
    /// A values file or a file parameter that is not there, or leads out of the repository.
    VALUE_FILE,
    /// `$name` that no source defines.
    REFERENCE,
    /// The source itself: its folder, its repository, its keys.
    SOURCE,
    /// The tool refuses it: a template that fails, a schema that is not met.
    RENDER,
    /// Belay cannot do what Argo CD could: a tool is missing, or only the cluster knows.
    UNSUPPORTED;

    /// As in JSON, such as `value-file`.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Override
  public String toString() {
    return place + ": " + what;
  }
}
