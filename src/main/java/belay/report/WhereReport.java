package belay.report;

import belay.deliver.history.DigestLocation;
import belay.deliver.history.DigestLocations;
import belay.deliver.model.CommitTime;
import belay.deliver.model.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Where a digest is or was.
public final class WhereReport {
  private WhereReport() {}

  /// One line per service, environment and span of time; on a terminal below the names of the
  /// columns.
  ///
  /// @param width the columns that the terminal has; empty where nobody looks at it
  public static String text(DigestLocations found, OptionalInt width) {
    List<List<String>> rows = new ArrayList<>();
    for (var stay : found.stays()) {
      rows.add(
          List.of(
              HistoryReport.name(stay.of()),
              stay.of().environment(),
              moment(stay.from()),
              "->",
              stay.to().map(WhereReport::moment).orElse("now")));
    }
    if (width.isEmpty()) {
      return Columns.of(rows).text();
    }
    return Columns.titled(List.of("SERVICE", "ENV", "FROM", "", "TO"), rows)
        .within(
            width, Columns.middle(0, 10), Columns.end(1, 5), Columns.end(4, 17), Columns.end(2, 17))
        .text();
  }

  /// The same for programs.
  public static Document document(DigestLocations found) {
    return new Document()
        .with("digest", found.digest())
        .with("pins", found.stays().stream().map(WhereReport::fields).toList());
  }

  private static String moment(CommitTime moment) {
    return Times.minute(moment.time()) + " " + Times.commit(moment.commit());
  }

  private static AnswerFields fields(DigestLocation stay) {
    Entry.Of of = stay.of();
    return new AnswerFields()
        .with("service", of.service())
        .with("environment", of.environment())
        .with("image", of.image())
        .with("from", fields(stay.from()))
        .with("to", stay.to().map(WhereReport::fields));
  }

  static AnswerFields fields(CommitTime moment) {
    return new AnswerFields()
        .with("commit", moment.commit())
        .with("time", moment.time().toString());
  }
}
