package belay.report;

import belay.migrate.charts.MigratedChart;
import belay.migrate.charts.MigratedChart.MigratedImage;
import belay.migrate.charts.MigratedCharts;
import belay.migrate.model.ImageField.State;
import belay.yaml.edit.UnifiedDiff;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What came of migrating charts, for people and for programs.
public final class MigrateReport {
  private MigrateReport() {}

  /// The difference of all files, if wanted, then each chart with its images, and last what a
  /// person has to do.
  public static String text(MigratedCharts result, boolean diff) {
    var text = new StringBuilder();
    if (diff) {
      result
          .files()
          .values()
          .forEach(file -> text.append(UnifiedDiff.of(file.name(), file.before(), file.after())));
      text.append(result.files().isEmpty() ? "" : "\n");
    }
    result.charts().forEach(chart -> text.append(chart(chart)));
    reported(text, result);
    callers(text, result);
    missing(text, result);
    return text.append(summary(result)).append('\n').toString();
  }

  private static String chart(MigratedChart chart) {
    var text = new StringBuilder("%-9s %s\n".formatted(chart.state(), chart.folder()));
    chart.refused().ifPresent(why -> text.append("  not migrated: %s\n".formatted(why)));
    chart.images().stream()
        .filter(image -> image.state() != State.REPORTED)
        .forEach(image -> text.append(line(image)));
    chart.notes().forEach(note -> text.append("  note: %s\n".formatted(note)));
    return text.toString();
  }

  private static String line(MigratedImage image) {
    var set = image.values().isEmpty() ? "" : ": " + String.join(", ", image.values());
    var why = image.reason().isEmpty() ? "" : " (%s)".formatted(image.reason());
    return "  %s  %-9s  %-8s%s%s\n"
        .formatted(place(image), image.state(), image.proved() ? "proved" : "unproved", set, why);
  }

  private static String place(MigratedImage image) {
    return "%s:%d:%d".formatted(image.file(), image.line(), image.column());
  }

  private static void reported(StringBuilder text, MigratedCharts result) {
    var left =
        result.charts().stream()
            .flatMap(chart -> chart.images().stream())
            .filter(image -> image.state() == State.REPORTED)
            .toList();
    if (!left.isEmpty()) {
      text.append("left to a person:\n");
      left.forEach(image -> text.append("  %s  %s\n".formatted(place(image), image.reason())));
    }
  }

  private static void callers(StringBuilder text, MigratedCharts result) {
    if (!result.callers().isEmpty()) {
      text.append("these set keys that no chart reads any more:\n");
      result
          .callers()
          .forEach(caller ->
              text.append("  %s:%d  %s\n".formatted(caller.file(), caller.line(), caller.text())));
    }
  }

  private static void missing(StringBuilder text, MigratedCharts result) {
    if (!result.missing().isEmpty()) {
      text.append("these tags have no digest:\n");
      result.missing().forEach(tag -> text.append("  %s\n".formatted(tag)));
    }
  }

  private static String summary(MigratedCharts result) {
    var images = result.charts().stream().flatMap(chart -> chart.images().stream()).toList();
    var counts =
        Stream.of(State.values())
            .map(state ->
                "%d %s"
                    .formatted(
                        images.stream().filter(image -> image.state() == state).count(), state))
            .collect(Collectors.joining(", "));
    return "%s, %s: %s; %d proved"
        .formatted(
            Amount.of(result.charts().size(), "chart"),
            Amount.of(images.size(), "image"),
            counts,
            images.stream().filter(MigratedImage::proved).count());
  }

  /// The same for programs.
  public static Document document(MigratedCharts result) {
    return new Document()
        .with("charts", result.charts().stream().map(MigrateReport::fields).toList())
        .with(
            "files",
            result.files().values().stream().map(MigratedCharts.ChangedFile::name).toList())
        .with(
            "callers",
            result.callers().stream()
                .map(caller ->
                    new AnswerFields()
                        .with("file", caller.file())
                        .with("line", caller.line())
                        .with("key", caller.key()))
                .toList())
        .with("missing", result.missing());
  }

  private static AnswerFields fields(MigratedChart chart) {
    return new AnswerFields()
        .with("chart", chart.folder())
        .with("state", chart.state().toString())
        .with("refused", chart.refused())
        .with("sites", sites(chart))
        .with("notes", chart.notes());
  }

  private static List<AnswerFields> sites(MigratedChart chart) {
    return chart.images().stream()
        .map(image ->
            new AnswerFields()
                .with("file", image.file())
                .with("line", image.line())
                .with("column", image.column())
                .with("state", image.state().toString())
                .with("proved", image.proved())
                .with("reason", image.reason())
                .with("values", image.values()))
        .toList();
  }
}
