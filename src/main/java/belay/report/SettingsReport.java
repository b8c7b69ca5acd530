package belay.report;

import belay.config.Setting;
import java.util.List;
import java.util.OptionalInt;

/// The configuration that is in force, for people and for programs.
public final class SettingsReport {
  private SettingsReport() {}

  /// One line a setting, with where it was said where that is wanted.
  ///
  /// @param width the columns that the terminal has; empty where nobody looks at it
  public static String text(List<Setting> settings, boolean origin, OptionalInt width) {
    var rows =
        settings.stream()
            .map(setting -> List.of(line(setting), origin ? setting.origin() : ""))
            .toList();
    return Columns.of(rows).within(width, Columns.middle(0, 40), Columns.middle(1, 20)).text();
  }

  /// The same for programs, always with the origin.
  public static Document document(List<Setting> settings) {
    return new Document().with("settings", settings.stream().map(SettingsReport::fields).toList());
  }

  private static String line(Setting setting) {
    return setting.key() + ": " + setting.value();
  }

  private static AnswerFields fields(Setting setting) {
    return new AnswerFields()
        .with("key", setting.key())
        .with("value", setting.value())
        .with("origin", setting.origin());
  }
}
