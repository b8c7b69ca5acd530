package belay.migrate.site;

import belay.migrate.model.ImageField.State;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// What comes of an image in one of the ways in which its template is called.
///
/// @param pattern how it is written
/// @param reason why it is only reported
public record Outcome(
    State state, String pattern, String reason, List<DigestEdit> edits, List<ImageSource> sources) {
  public Outcome {
    edits = List.copyOf(edits);
    sources = List.copyOf(sources);
  }

  static Outcome reported(String pattern, String reason) {
    return new Outcome(State.REPORTED, pattern, reason, List.of(), List.of());
  }

  static Outcome already(String pattern, List<ImageSource> sources) {
    return new Outcome(State.ALREADY, pattern, "", List.of(), sources);
  }

  static Outcome rewritten(String pattern, List<DigestEdit> edits, ImageSource source) {
    return new Outcome(State.REWRITTEN, pattern, "", edits, List.of(source));
  }

  /// All of several: one that is reported has all reported.
  ///
  /// @param all at least one
  public static Outcome all(List<Outcome> all) {
    for (var one : all) {
      if (one.state == State.REPORTED) {
        return one;
      }
    }
    var edits = new LinkedHashSet<DigestEdit>();
    List<ImageSource> sources = new ArrayList<>();
    var state = State.ALREADY;
    for (var one : all) {
      edits.addAll(one.edits);
      sources.addAll(one.sources);
      state = one.state == State.REWRITTEN ? State.REWRITTEN : state;
    }
    return new Outcome(
        state,
        all.getFirst().pattern,
        "",
        List.copyOf(edits),
        sources.stream().distinct().toList());
  }

  /// Whether it had the digest beside the tag.
  boolean isMended() {
    return state == State.REWRITTEN && pattern.endsWith("tag@digest");
  }

  Outcome mended() {
    return as("printf repository:tag@digest");
  }

  Outcome as(String otherPattern) {
    return new Outcome(state, otherPattern, reason, edits, sources);
  }
}
