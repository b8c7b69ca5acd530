package belay.migrate;

import belay.chart.ChartBundle;
import belay.migrate.model.RewriteOptions;
import java.util.List;
import java.util.Map;

/// Plans the edits of a bundle's charts.
record RewritePlan(ChartBundle bundle, RewriteOptions options) {
  ChartRewrite rewrite() {
    return new ChartRewrite(List.of(), Map.of(), List.of(), List.of());
  }
}
