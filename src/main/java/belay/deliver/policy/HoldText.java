package belay.deliver.policy;

import belay.deliver.model.CommitNote;
import belay.deliver.model.FileChange;
import belay.deliver.model.Trailers;
import belay.deliver.plan.CommitText;
import belay.git.object.Draft;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The commits that set and lift holds.
///
/// @param action `hold` or `release`
/// @param environment the only one that it is about, if it is only one
/// @param reason why, where somebody said so
public record HoldText(
    String action, Optional<String> environment, Optional<String> reason, CommitNote note) {

  /// The commit that changes the holds.
  public Draft draft(String verb, List<Hold> holds, Map<String, FileChange> changes) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    changes.forEach((path, file) -> files.put(path, file.after()));
    return new Draft(files, holds.isEmpty() ? "" : message(verb, holds));
  }

  private String message(String verb, List<Hold> holds) {
    var text =
        new StringBuilder(
            note.message()
                .map(String::strip)
                .filter(message -> !message.isEmpty())
                .orElseGet(() -> verb + " " + what(holds)));
    text.append("\n\n");
    for (var hold : holds) {
      CommitText.trailer(text, Trailers.HOLD, Optional.of(hold.digest().toString()));
    }
    CommitText.trailer(text, Trailers.ENVIRONMENT, environment);
    CommitText.trailer(text, Trailers.ACTION, Optional.of(action));
    CommitText.trailer(text, Trailers.REASON, reason);
    CommitText.trailer(text, Trailers.RUN, note.provenance().run());
    return text.toString();
  }

  private static String what(List<Hold> holds) {
    var first = holds.getFirst();
    return holds.size() > 1
        ? holds.size() + " digests"
        : first.service().map(s -> s + "@").orElse("") + first.digest().abbreviated();
  }
}
