package belay.migrate.site;

import belay.migrate.model.ImageField.State;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// What comes of an image in one of the ways in which its template is called.
///
/// @param pattern how it is written
/// @param reason why it is only reported
public record SiteOutcome(
    State state, String pattern, String reason, List<DigestEdit> edits, List<ImageOrigin> sources) {
  private static final String NO_TEXT = "no text";

  public SiteOutcome {
    edits = List.copyOf(edits);
    sources = List.copyOf(sources);
  }

  static SiteOutcome reported(String pattern, String reason) {
    return new SiteOutcome(State.REPORTED, pattern, reason, List.of(), List.of());
  }

  /// One that takes a digest already.
  public static SiteOutcome already(String pattern, List<ImageOrigin> sources) {
    return new SiteOutcome(State.ALREADY, pattern, "", List.of(), sources);
  }

  static SiteOutcome rewritten(String pattern, List<DigestEdit> edits, ImageOrigin source) {
    return new SiteOutcome(State.REWRITTEN, pattern, "", edits, List.of(source));
  }

  /// All of several: one that is reported has all reported.
  ///
  /// @param all at least one
  public static SiteOutcome all(List<SiteOutcome> all) {
    for (var one : all) {
      if (one.state == State.REPORTED) {
        return one;
      }
    }
    var edits = new LinkedHashSet<DigestEdit>();
    List<ImageOrigin> sources = new ArrayList<>();
    var state = State.ALREADY;
    for (var one : all) {
      edits.addAll(one.edits);
      sources.addAll(one.sources);
      state = one.state == State.REWRITTEN ? State.REWRITTEN : state;
    }
    return new SiteOutcome(
        state,
        all.getFirst().pattern,
        "",
        List.copyOf(edits),
        sources.stream().distinct().toList());
  }

  /// An image that has no name by default.
  static SiteOutcome nameless(String pattern) {
    return reported(pattern, "the image's name is empty by default: no values file says it");
  }

  /// What prints a value that is none.
  static SiteOutcome noText(String reason) {
    return reported(NO_TEXT, reason);
  }

  /// Whether a value is printed that is no text.
  boolean isNoText() {
    return state == State.REPORTED && pattern.equals(NO_TEXT);
  }

  /// Whether it had the digest beside the tag.
  boolean isMended() {
    return state == State.REWRITTEN && pattern.endsWith("tag@digest");
  }

  SiteOutcome mended() {
    return as("printf repository:tag@digest");
  }

  SiteOutcome as(String otherPattern) {
    return new SiteOutcome(state, otherPattern, reason, edits, sources);
  }
}
