package belay.git;

import java.util.List;
import java.util.Optional;

/// How an edit ended.
///
/// @param commit the commit that was made; empty when there was nothing to do
/// @param attempts how often the edit was made; more than one after lost push races
/// @param pushed whether the commit is on the remote
/// @param notes what the user should know besides, a sentence each
public record Landing(Optional<Commit> commit, int attempts, boolean pushed, List<String> notes) {
  public Landing {
    notes = List.copyOf(notes);
  }
}
