package belay.yaml.tree;

import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// Writes new YAML from plain maps, lists and scalars. Never used on files that exist: those are
/// edited, not printed.
public final class YamlText {
  private YamlText() {}

  /// Block style, keys in the map's order, with a line feed at the end.
  public static String of(Map<String, ?> map) {
    var settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setSplitLines(false)
            .build();
    return new Dump(settings).dumpToString(map);
  }
}
