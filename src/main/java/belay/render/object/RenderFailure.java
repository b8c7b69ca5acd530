package belay.render.object;

import belay.failure.Failure;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Why something does not render.
///
/// @param place what causes it in Git: the entry of a wrong or missing values file or of a
///   reference that is not defined, else the Application's source
/// @param what happened, the tool's own words included; several lines where the tool has several
/// @param help what to do; empty where nothing is known
public record RenderFailure(Reason reason, ObjectPlace place, String what, String help) {
  private static final Pattern PLACED =
      Pattern.compile("([^:\\s]+):([0-9]{1,8}):([0-9]{1,8}): (.*)", Pattern.DOTALL);

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

  /// One of a failure whose words may begin with the place in the file that it is about.
  ///
  /// @param place where it is otherwise
  public static RenderFailure of(Reason reason, ObjectPlace place, Failure failure) {
    var causes = Stream.concat(Stream.of(failure.what()), failure.causes().stream()).toList();
    var words = String.join(": ", causes);
    var found = PLACED.matcher(words);
    if (!found.matches()) {
      return new RenderFailure(reason, place, words, failure.help());
    }
    var exact =
        new ObjectPlace(
            place.origin(),
            String.valueOf(found.group(1)),
            Integer.parseInt(found.group(2)),
            Integer.parseInt(found.group(3)));
    return new RenderFailure(reason, exact, String.valueOf(found.group(4)), failure.help());
  }

  @Override
  public String toString() {
    return place + ": " + what;
  }
}
