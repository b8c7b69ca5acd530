package belay.report;

import belay.deliver.Hold;
import belay.deliver.Released;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What came of lifting holds.
public final class ReleaseReport {
  private ReleaseReport() {}

  /// One line per hold, then the diffs where they are wanted, then the commit.
  public static String text(Released released, boolean diff) {
    var text = new StringBuilder();
    for (var hold : released.holds()) {
      text.append(hold.service().orElse("(every service)")).append("  ");
      text.append(hold.digest().abbreviated())
          .append("  ")
          .append("was ")
          .append(hold.words())
          .append('\n');
    }
    if (diff) {
      released.diffs().forEach(text::append);
    }
    if (released.holds().isEmpty()) {
      text.append("nothing to do: not held\n");
    } else {
      text.append(
          released.landed().map(DeployReport::landed).orElse("dry run: nothing was written"));
      text.append('\n');
    }
    return text.toString();
  }

  /// The same for programs.
  public static Document document(Released released, boolean diff) {
    var outcome =
        released.landed().isPresent() ? "committed" : released.planned() ? "planned" : "unchanged";
    List<Map<String, Object>> holds = released.holds().stream().map(ReleaseReport::fields).toList();
    var document = new Document().with("outcome", outcome).with("released", holds);
    var whole = diff ? document.with("diffs", released.diffs()) : document;
    return released
        .landed()
        .map(landed -> whole.with("commit", DeployReport.fields(landed)))
        .orElse(whole);
  }

  static Map<String, Object> fields(Hold hold) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("digest", hold.digest().toString());
    hold.service().ifPresent(value -> fields.put("service", value));
    hold.environment().ifPresent(value -> fields.put("environment", value));
    hold.by().ifPresent(value -> fields.put("by", value));
    hold.at().ifPresent(value -> fields.put("at", value.toString()));
    hold.reason().ifPresent(value -> fields.put("reason", value));
    return fields;
  }
}
