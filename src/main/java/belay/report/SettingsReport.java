package belay.report;

import belay.config.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The configuration that is in force, for people and for programs.
public final class SettingsReport {
  private SettingsReport() {}

  /// One line a setting, with where it was said where that is wanted.
  public static String text(List<Setting> settings, boolean origin) {
    var text = new StringBuilder();
    var width = settings.stream().mapToInt(s -> line(s).length()).max().orElse(0);
    for (var setting : settings) {
      var line = line(setting);
      text.append(line);
      if (origin) {
        text.append(" ".repeat(width - line.length() + 2)).append(setting.origin());
      }
      text.append('\n');
    }
    return text.toString();
  }

  /// The same for programs, always with the origin.
  public static Document document(List<Setting> settings) {
    return new Document().with("settings", settings.stream().map(SettingsReport::fields).toList());
  }

  private static String line(Setting setting) {
    return setting.key() + ": " + setting.value();
  }

  private static Map<String, Object> fields(Setting setting) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("key", setting.key());
    fields.put("value", setting.value());
    fields.put("origin", setting.origin());
    return fields;
  }
}
