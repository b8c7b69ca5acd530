package belay.migrate.charts;

import belay.migrate.companion.CallerScan.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What came of all charts; nothing is written yet.
///
/// @param files the files that change or are new
/// @param callers who sets keys from outside that nobody reads any more
/// @param missing tags that were looked up in vain, and why
public record MigratedCharts(
    List<MigratedChart> charts,
    Map<Path, ChangedFile> files,
    List<Caller> callers,
    List<String> missing) {
  public MigratedCharts {
    charts = List.copyOf(charts);
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    callers = List.copyOf(callers);
    missing = List.copyOf(missing);
  }

  /// A file before and after.
  ///
  /// @param name as the user would write it
  /// @param before its content; empty where it is new
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  public record ChangedFile(String name, byte[] before, byte[] after) {
    static ChangedFile of(String name, Path place, byte[] after) {
      try {
        var before = Files.exists(place) ? Files.readAllBytes(place) : new byte[0];
        return new ChangedFile(name, before, after);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Whether any chart names an image by tag.
  public boolean useTags() {
    return charts.stream().anyMatch(MigratedChart::usesTags);
  }
}
