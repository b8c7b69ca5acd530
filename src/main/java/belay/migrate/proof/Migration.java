package belay.migrate.proof;

import belay.chart.ChartBundle;
import belay.migrate.model.ImageField;
import belay.migrate.model.SiteMarks;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Charts as they are and as they will be.
///
/// @param images every place where an image is named
/// @param changes the files that change or are new, by path in the bundle
/// @param marks templates that tell places of one digest apart
public record Migration(
    ChartBundle bundle, List<ImageField> images, Map<String, byte[]> changes, SiteMarks marks) {
  public Migration {
    images = List.copyOf(images);
    changes = Collections.unmodifiableMap(new TreeMap<>(changes));
  }
}
