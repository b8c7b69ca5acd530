package belay.git.location;

import belay.git.run.Refs;
import java.util.List;
import java.util.Optional;

/// What the next commit stands on.
///
/// @param parent the commit to build on
/// @param remote where the branch is that the push goes to, so the value to compare with; empty
///   when it does not exist there
/// @param local where the clone's own branch is; empty when there is none
/// @param fresh whether the remote was asked for it now, and not a moment ago
/// @param notes what the user should know about this choice
public record Base(
    String parent,
    Optional<String> remote,
    Optional<String> local,
    boolean fresh,
    List<String> notes) {
  /// In a repository without commits.
  public static final Base NOTHING =
      new Base(Refs.NOTHING, Optional.empty(), Optional.of(Refs.NOTHING), true, List.of());

  /// A base where only one branch plays a part.
  public static Base at(String tip, boolean fresh) {
    return new Base(tip, Optional.of(tip), Optional.empty(), fresh, List.of());
  }

  /// The value to compare with; [Refs#NOTHING] for none.
  public String expected() {
    return remote.orElse(Refs.NOTHING);
  }
}
