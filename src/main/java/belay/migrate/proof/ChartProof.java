package belay.migrate.proof;

import belay.migrate.model.ImageField;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What rendering a chart before and after has shown.
///
/// @param chart its path in the bundle
/// @param rendered whether it rendered before
/// @param seen the images that were rendered by the digest of their key
/// @param unseen of each other image why it is not proved
/// @param broken why the chart must not be written: it renders no more, or something else changed
/// @param left images that it renders without a digest, though no place that is reported says so,
///   by the template, as Helm calls it
/// @param packed keys of digests that packed charts take, by the template
/// @param notes what may change and does, such as checksums
public record ChartProof(
    String chart,
    boolean rendered,
    List<ImageField> seen,
    Map<ImageField, String> unseen,
    Optional<Broken> broken,
    Map<String, Set<String>> left,
    Map<String, Set<String>> packed,
    List<String> notes) {
  /// What came of a migration that must not be.
  ///
  /// @param why in words, of what was seen first
  /// @param sources the same by the template that it was seen in; empty where nothing says it
  public record Broken(String why, Map<String, String> sources) {
    private static final Pattern TEMPLATE = Pattern.compile("[\\w.-]+/templates/[\\w./-]+");

    public Broken {
      sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    }

    /// What Helm says of it.
    static Broken said(String what, String words) {
      var source = TEMPLATE.matcher(words);
      var why = what + RenderHelp.cause(words);
      return new Broken(why, source.find() ? Map.of(source.group(), why) : Map.of());
    }
  }

  public ChartProof {
    seen = List.copyOf(seen);
    unseen = Map.copyOf(unseen);
    left = Collections.unmodifiableMap(new TreeMap<>(left));
    packed = Collections.unmodifiableMap(new TreeMap<>(packed));
    notes = List.copyOf(notes);
  }
}
