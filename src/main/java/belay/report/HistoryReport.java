package belay.report;

import belay.deliver.history.HistoryQuery;
import belay.deliver.model.Entry;
import belay.deliver.model.Pin;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// The changes of images, newest first.
public final class HistoryReport {
  private static final List<String> HEADER =
      List.of("TIME", "COMMIT", "SERVICE", "ENV", "ACTION", "CHANGE", "BY", "MORE");

  private HistoryReport() {}

  /// One line per change; on a terminal below the names of the columns. What does not fit goes:
  /// remarks, what was asked for and is the same in all rows, digits, the author, names.
  ///
  /// @param query what was asked for
  /// @param width the columns that the terminal has; empty where nobody looks at it
  public static String text(List<Entry> entries, HistoryQuery query, OptionalInt width) {
    if (width.isEmpty()) {
      return Columns.of(rows(entries, Abbreviated.PREFIXED)).text();
    }
    var whole = table(entries, Abbreviated.LONG).within(width, Columns.end(7, 0));
    return whole.width() <= width.getAsInt()
        ? whole.text()
        : table(entries, Abbreviated.SHORT)
            .within(
                width,
                Columns.end(7, 0),
                Columns.end(2, isOne(entries, query) ? 0 : Integer.MAX_VALUE),
                Columns.end(3, query.environment().isPresent() ? 0 : Integer.MAX_VALUE),
                Columns.end(6, 8),
                Columns.digits(1, 7),
                Columns.middle(2, 12),
                Columns.end(6, 0),
                Columns.middle(5, 18),
                Columns.end(4, 6),
                Columns.end(3, 5),
                Columns.end(0, 10))
            .text();
  }

  private static boolean isOne(List<Entry> entries, HistoryQuery query) {
    return query.service().isPresent()
        && entries.stream().map(Entry::of).map(HistoryReport::name).distinct().count() == 1;
  }

  private static Columns table(List<Entry> entries, Abbreviated abbreviated) {
    return Columns.titled(HEADER, rows(entries, abbreviated));
  }

  private static List<List<String>> rows(List<Entry> entries, Abbreviated abbreviated) {
    List<List<String>> rows = new ArrayList<>();
    for (var entry : entries) {
      rows.add(
          List.of(
              Times.minute(entry.commit().time()),
              Times.commit(entry.commit().id()),
              name(entry.of()),
              entry.environment(),
              entry.action(),
              abbreviated.change(entry.previous(), entry.now()),
              abbreviated.person(entry.commit().author()),
              more(entry)));
    }
    return rows;
  }

  /// The same for programs.
  public static Document document(List<Entry> entries) {
    return new Document().with("changes", entries.stream().map(HistoryReport::fields).toList());
  }

  /// `api`, or `api/sidecar` for one of several images.
  static String name(Entry.Of of) {
    return Pin.name(of.service(), of.image());
  }

  private static String more(Entry entry) {
    List<String> more = new ArrayList<>();
    entry.revision().ifPresent(revision -> more.add("from " + shortRevision(revision)));
    entry
        .landed()
        .ifPresent(merge ->
            more.add(
                "merged %s by %s"
                    .formatted(Times.minute(merge.time()), Times.commit(merge.commit()))));
    entry.run().ifPresent(more::add);
    if (!entry.commit().committer().equals(entry.commit().author())) {
      more.add("committed by " + entry.commit().committer());
    }
    return String.join("  ", more);
  }

  private static String shortRevision(String revision) {
    return revision.matches("[0-9a-f]{40}") ? Times.commit(revision) : revision;
  }

  private static AnswerFields fields(Entry entry) {
    return new AnswerFields()
        .with("commit", entry.commit().id())
        .with("time", entry.commit().time().toString())
        .with("author", entry.commit().author())
        .with("committer", entry.commit().committer())
        .with("run", entry.run())
        .with("service", entry.service())
        .with("environment", entry.environment())
        .with("image", entry.image())
        .with("action", entry.action())
        .with("previous", entry.previous())
        .with("now", entry.now())
        .with("revision", entry.revision())
        .with("subject", entry.commit().subject())
        .with("merged", entry.landed().map(WhereReport::fields));
  }
}
