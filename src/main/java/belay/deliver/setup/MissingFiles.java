package belay.deliver.setup;

import belay.deliver.environment.Context;
import belay.deliver.setup.convention.InitRequest;
import belay.host.Host;
import belay.scaffold.Structure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a repository lacks of what `init` would make of it.
public final class MissingFiles {
  private MissingFiles() {}

  /// The files that would be added.
  public static List<String> of(Host host, Context context, String place) {
    var request =
        new InitRequest(
            place,
            Optional.of(context.repo().branch()),
            false,
            Duration.ofMinutes(1),
            new InitRequest.Names(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of()),
            false,
            false,
            new Structure.Wishes(false, false, Optional.empty(), false, List.of(), List.of()));
    return Init.plan(host, context.log(), request).files().stream()
        .filter(file -> file.change() == Scaffolded.Change.ADDED)
        .map(Scaffolded.Made::path)
        .filter(path -> !path.endsWith(".gitkeep"))
        .toList();
  }
}
