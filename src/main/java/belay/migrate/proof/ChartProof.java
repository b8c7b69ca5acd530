package belay.migrate.proof;

import belay.migrate.model.ImageField;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What rendering a chart before and after has shown.
///
/// @param chart its path in the bundle
/// @param rendered whether it rendered before
/// @param seen the images that were rendered by the digest of their key
/// @param unseen of each other image why it is not proved
/// @param broken why the chart must not be written: it renders no more, or something else changed
/// @param packed dependencies that are packed, and name images by tag
/// @param notes what may change and does, such as checksums
public record ChartProof(
    String chart,
    boolean rendered,
    List<ImageField> seen,
    Map<ImageField, String> unseen,
    Optional<Broken> broken,
    List<String> packed,
    List<String> notes) {
  /// What came of a migration that must not be.
  ///
  /// @param source the template that it was seen in; empty where nothing says it
  /// @param why in words
  public record Broken(String source, String why) {
    private static final Pattern TEMPLATE = Pattern.compile("[\\w.-]+/templates/[\\w./-]+");

    /// What Helm says of it.
    static Broken said(String what, String words) {
      var source = TEMPLATE.matcher(words);
      return new Broken(source.find() ? source.group() : "", what + RenderHelp.cause(words));
    }
  }

  public ChartProof {
    seen = List.copyOf(seen);
    unseen = Map.copyOf(unseen);
    packed = List.copyOf(packed);
    notes = List.copyOf(notes);
  }
}
