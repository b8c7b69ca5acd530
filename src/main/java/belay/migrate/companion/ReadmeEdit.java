package belay.migrate.companion;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.migrate.model.DigestHelper;
import belay.migrate.model.KeyChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Has the tables of a README follow the keys of a chart's values: rows of keys that are gone go,
/// and rows of those that are new come beside them. Only tables that have such a row are touched.
public final class ReadmeEdit {
  private static final Pattern RULE = Pattern.compile(":?-{2,}:?");
  private static final String DIGEST = "The image's digest: `sha256:` and 64 hex digits";
  private static final String SWITCH =
      "Whether an empty digest gives the repository's name alone, for development";

  private final List<String> lines;
  private final Map<String, String> keys = new HashMap<>();
  private Optional<KeyTable> table = Optional.empty();

  private ReadmeEdit(List<String> lines) {
    this.lines = new ArrayList<>(lines);
  }

  /// The file after the changes of one chart; bytes that are no text stay as they are.
  ///
  /// @param above the keys that lead to the values that change
  public static byte[] apply(byte[] bytes, List<String> above, List<KeyChange> changes) {
    var text = new String(bytes, UTF_8);
    if (!Arrays.equals(text.getBytes(UTF_8), bytes)) {
      return bytes;
    }
    var edit = new ReadmeEdit(List.of(text.split("(?<=\n)", -1)));
    TagChanges.sorted(changes).forEach(change -> edit.follow(above, change));
    changes.forEach(change -> {
      if (change instanceof KeyChange.Version version && !version.tag().isEmpty()) {
        edit.drop(edit.find(key(above, version.tag())));
      }
    });
    return String.join("", edit.lines).getBytes(UTF_8);
  }

  private void follow(List<String> above, KeyChange change) {
    switch (change) {
      case KeyChange.Removed removed -> drop(find(key(above, removed.path())));
      case KeyChange.Digest digest -> digest(above, digest);
      case KeyChange.Lifted lifted -> lifted(key(above, lifted.path()));
      case KeyChange.Version version -> version(above, version);
      case KeyChange.Named _ -> {}
    }
  }

  private static String key(List<String> above, List<String> path) {
    List<String> all = new ArrayList<>(above);
    all.addAll(path);
    return String.join(".", all).replace(".*", "[]");
  }

  private void digest(List<String> above, KeyChange.Digest digest) {
    var key = key(above, digest.path());
    var at = digest.tag().isEmpty() ? -1 : find(key(above, digest.tag()));
    if (at < 0 || find(key) >= 0) {
      return;
    }
    var model = lines.get(at);
    var parent = digest.path().subList(0, digest.path().size() - 1);
    List<String> path = new ArrayList<>(parent);
    path.add(DigestHelper.ALLOW_EMPTY);
    lines.remove(at);
    place(at, key(above, path), model, "bool", "false", SWITCH);
    place(at, key, model, "string", "\"\"", DIGEST);
  }

  private void lifted(String key) {
    var at = find(key);
    if (at < 0) {
      return;
    }
    var model = lines.get(at);
    var cells = KeyTable.cells(model);
    var reference = cells.stream().map(String::strip).filter(c -> c.contains(":")).findFirst();
    var name =
        reference
            .map(text -> text.replaceAll("[`\"']", "").replaceFirst("[:@][^/]*$", ""))
            .orElse("");
    lines.remove(at);
    place(
        at,
        key + ".repository",
        model,
        "string",
        "\"%s\"".formatted(name),
        "The image's repository");
    place(at, key + ".digest", model, "string", "\"\"", DIGEST);
    place(at, key + "." + DigestHelper.ALLOW_EMPTY, model, "bool", "false", SWITCH);
  }

  private void version(List<String> above, KeyChange.Version version) {
    var at = version.tag().isEmpty() ? -1 : find(key(above, version.tag()));
    if (at >= 0 && find(key(above, version.path())) < 0) {
      var old = key(above, version.tag());
      var renamed =
          lines
              .get(at)
              .replaceFirst(
                  Pattern.quote(old), Matcher.quoteReplacement(key(above, version.path())));
      lines.add(at + 1, renamed);
    }
  }

  private void drop(int at) {
    if (at >= 0) {
      lines.remove(at);
    }
  }

  /// Puts a row where its key belongs in a table that is sorted, else where the old one stood.
  private void place(
      int at, String key, String model, String type, String value, String description) {
    var end = model.endsWith("\r\n") ? "\r\n" : model.endsWith("\n") ? "\n" : "";
    var known = table.orElseThrow();
    var row = known.row(model, key, type, value, description) + end;
    var to = at;
    if (sorted(at)) {
      while (to > 0 && isRow(to - 1) && rowKey(to - 1).compareTo(key) > 0) {
        to--;
      }
      while (to < lines.size() && isRow(to) && rowKey(to).compareTo(key) < 0) {
        to++;
      }
    }
    lines.add(to, row);
  }

  private boolean sorted(int at) {
    var first = at;
    while (first > 0 && isRow(first - 1)) {
      first--;
    }
    for (var i = first + 1; i < lines.size() && isRow(i); i++) {
      if (rowKey(i - 1).compareTo(rowKey(i)) > 0) {
        return false;
      }
    }
    return true;
  }

  private boolean isRow(int at) {
    return lines.get(at).strip().startsWith("|") && !RULE.matcher(rowKey(at)).matches();
  }

  /// The key that a row is about, read once.
  private String rowKey(int at) {
    return keys.computeIfAbsent(lines.get(at), KeyTable::key);
  }

  /// The row that is about a key, in a table of keys; -1 where there is none.
  private int find(String key) {
    var inside = Optional.<KeyTable>empty();
    for (var i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (!line.strip().startsWith("|")) {
        inside = Optional.empty();
      } else if (inside.isEmpty() && i + 1 < lines.size()) {
        inside = KeyTable.of(line, lines.get(i + 1));
      } else if (inside.isPresent() && rowKey(i).equals(key)) {
        table = inside;
        return i;
      }
    }
    return -1;
  }
}
