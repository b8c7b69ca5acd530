package belay.migrate.charts;

import belay.migrate.model.DigestMode;
import java.nio.file.Path;
import java.util.List;

/// What is to be migrated.
///
/// @param folders charts, or folders of charts
/// @param values values files of environments: each list is tried as one, the later files above
/// @param mode what an empty digest does by default
/// @param split whether images that share a tag get a digest of their own each
/// @param stubs whether a dependency that is not at hand becomes a chart with nothing in it
public record MigrateRequest(
    List<Path> folders, List<List<Path>> values, DigestMode mode, boolean split, boolean stubs) {
  public MigrateRequest {
    folders = List.copyOf(folders);
    values = values.stream().map(List::copyOf).toList();
  }
}
