package belay.helm;

import java.util.List;

/// What `helm lint` says of a chart.
///
/// @param failed whether it holds an error
/// @param messages such as `[ERROR] templates/: …`, some of several lines
public record HelmLint(boolean failed, List<String> messages) {
  public HelmLint {
    messages = List.copyOf(messages);
  }
}
