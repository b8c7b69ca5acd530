package belay.deliver.verify.finding;

import belay.failure.Failure;
import java.util.regex.Pattern;

/// A file that cannot be read, as its failure says.
///
/// @param message without the place
public record ReadFault(GitPlace place, String message, String help) {
  private static final Pattern PLACED = Pattern.compile("(?s)(.*?:\\d+:\\d+): (.*)");

  /// @param file where the failure names no place
  public static ReadFault of(String file, Failure failure) {
    var placed = PLACED.matcher(failure.what());
    if (!placed.matches()) {
      return new ReadFault(GitPlace.start(file), failure.what(), failure.help());
    }
    return new ReadFault(GitPlace.parse(placed.group(1)), placed.group(2), failure.help());
  }
}
