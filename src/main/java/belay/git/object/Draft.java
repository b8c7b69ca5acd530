package belay.git.object;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a commit is to change.
///
/// @param files paths from the root of the repository, `/` between names, to their new content;
///   folders that do not exist are created
/// @param message the commit message, trailers included
public record Draft(Map<String, byte[]> files, String message) {
  public Draft {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }
}
