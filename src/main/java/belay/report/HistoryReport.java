package belay.report;

import belay.deliver.Entry;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The changes of a service's images, newest first.
public final class HistoryReport {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm'Z'").withZone(ZoneOffset.UTC);
  private static final int SHORT_COMMIT = 9;

  private HistoryReport() {}

  /// One line per change.
  public static String text(List<Entry> entries) {
    var text = new StringBuilder();
    for (var entry : entries) {
      text.append(MINUTE.format(entry.commit().time())).append("  ");
      text.append(entry.commit().id(), 0, SHORT_COMMIT).append("  ");
      text.append(entry.action()).append("  ");
      text.append(change(entry)).append("  ");
      text.append(entry.commit().author());
      entry.revision().ifPresent(r -> text.append("  from ").append(shortRevision(r)));
      entry.run().ifPresent(run -> text.append("  ").append(run));
      text.append('\n');
    }
    return text.toString();
  }

  /// The same for programs.
  public static Document document(String service, List<Entry> entries) {
    return new Document()
        .with("service", service)
        .with("changes", entries.stream().map(HistoryReport::fields).toList());
  }

  private static String change(Entry entry) {
    var repository = entry.now().map(HistoryReport::repository).orElse("");
    var before = entry.previous().map(p -> Abbreviated.reference(p, repository)).orElse("(none)");
    var after = entry.now().map(n -> Abbreviated.reference(n, repository)).orElse("(none)");
    return before + " -> " + after;
  }

  private static String repository(String reference) {
    var at = reference.indexOf('@');
    var name = at < 0 ? reference : reference.substring(0, at);
    var colon = name.lastIndexOf(':');
    return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
  }

  private static String shortRevision(String revision) {
    return revision.matches("[0-9a-f]{40}") ? revision.substring(0, SHORT_COMMIT) : revision;
  }

  private static Map<String, Object> fields(Entry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("commit", entry.commit().id());
    fields.put("time", entry.commit().time().toString());
    fields.put("author", entry.commit().author());
    fields.put("subject", entry.commit().subject());
    fields.put("environment", entry.environment());
    fields.put("image", entry.image());
    fields.put("action", entry.action());
    entry.previous().ifPresent(previous -> fields.put("previous", previous));
    entry.now().ifPresent(now -> fields.put("now", now));
    entry.revision().ifPresent(revision -> fields.put("revision", revision));
    entry.run().ifPresent(run -> fields.put("run", run));
    return fields;
  }
}
