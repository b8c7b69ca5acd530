package belay.migrate;

import belay.chart.ChartBundle;
import belay.migrate.model.ImageField;
import belay.migrate.model.KeyChange;
import belay.migrate.model.RewriteOptions;
import belay.migrate.model.SiteMarks;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What comes of charts when they take their images by digest; nothing is written.
///
/// @param images every place where an image is named
/// @param changes the files that change or are new, by path in the bundle: templates and each
///   chart's `values.yaml`
/// @param keys what changes in the values, for other values files, schema and documentation
/// @param marks templates that tell places of one digest apart, where any have to be
/// @param merged whether branches went that are the same now
/// @param notes what somebody should know besides, a sentence each, such as a version label that
///   has a key of its own now
public record ChartRewrite(
    List<ImageField> images,
    Map<String, byte[]> changes,
    List<KeyChange> keys,
    SiteMarks marks,
    boolean merged,
    List<String> notes) {
  public ChartRewrite {
    images = List.copyOf(images);
    changes = Collections.unmodifiableMap(new TreeMap<>(changes));
    keys = List.copyOf(keys);
    notes = List.copyOf(notes);
  }

  /// Plans the edits of all charts of a bundle.
  public static ChartRewrite plan(ChartBundle bundle, RewriteOptions options) {
    return new RewritePlan(bundle, options).rewrite();
  }
}
