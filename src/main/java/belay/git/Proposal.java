package belay.git;

import java.util.List;
import java.util.Optional;

/// How an edit that was proposed on a branch of its own ended.
///
/// @param branch the branch's name, without `refs/heads/`
/// @param base the branch that it is proposed for
/// @param commit the newest commit there; empty when there was nothing to do
/// @param moved whether this call moved the branch; false when it proposed the same already
/// @param notes what the user should know besides, a sentence each
public record Proposal(
    String branch, String base, Optional<Commit> commit, boolean moved, List<String> notes) {
  public Proposal {
    notes = List.copyOf(notes);
  }
}
