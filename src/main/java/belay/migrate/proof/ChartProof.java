package belay.migrate.proof;

import belay.migrate.model.ImageField;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What rendering a chart before and after has shown.
///
/// @param chart its path in the bundle
/// @param rendered whether it rendered before
/// @param seen the images that were rendered by the digest of their key
/// @param unseen of each other image why it is not proved
/// @param broken why the chart must not be written: it renders no more, or something else changed
/// @param notes what may change and does, such as checksums
public record ChartProof(
    String chart,
    boolean rendered,
    List<ImageField> seen,
    Map<ImageField, String> unseen,
    Optional<String> broken,
    List<String> notes) {
  public ChartProof {
    seen = List.copyOf(seen);
    unseen = Map.copyOf(unseen);
    notes = List.copyOf(notes);
  }
}
