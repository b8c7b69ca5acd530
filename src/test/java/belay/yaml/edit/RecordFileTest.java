package belay.yaml.edit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import belay.failure.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Records come and go, and every other byte stays. Each case runs with LF and with CRLF.
final class RecordFileTest {
  private static final Map<String, String> NEW =
      fields("digest", "sha256:ab", "reason", "it's off");

  private static Map<String, String> fields(String... pairs) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (var i = 0; i < pairs.length; i += 2) {
      fields.put(pairs[i], pairs[i + 1]);
    }
    return fields;
  }

  private static RecordFile file(String text) {
    return RecordFile.parse("holds.yaml", text.getBytes(UTF_8), "holds");
  }

  private static void added(String before, String after) {
    for (var end : List.of("\n", "\r\n")) {
      var edited = file(before.replace("\n", end)).add(NEW);
      assertEquals(
          after.replace("\n", before.contains("\n") ? end : "\n"),
          new String(edited.bytes(), UTF_8));
    }
  }

  private static void removed(String before, String after, Integer... positions) {
    for (var end : List.of("\n", "\r\n")) {
      var edited = file(before.replace("\n", end)).remove(List.of(positions));
      assertEquals(after.replace("\n", end), new String(edited.bytes(), UTF_8));
    }
  }

  @Test
  void theFirstRecordOfAFile() {
    added("", "holds:\n  - digest: sha256:ab\n    reason: \"it's off\"\n");
    added(
        "# only this\n", "# only this\nholds:\n  - digest: sha256:ab\n    reason: \"it's off\"\n");
  }

  @Test
  void theFirstRecordOfAListWithout() {
    var lines = "  - digest: sha256:ab\n    reason: \"it's off\"\n";
    added("holds:\nother: 1\n", "holds:\n" + lines + "other: 1\n");
    added("holds: []\n", "holds:\n" + lines);
    added("holds: ~ # none yet\nother: 1\n", "holds: # none yet\n" + lines + "other: 1\n");
  }

  @Test
  void oneMoreWithTheListsOwnIndentation() {
    added(
        "holds:\n- digest: sha256:00 # old\n\n# the end\n",
        """
        holds:
        - digest: sha256:00 # old
        - digest: sha256:ab
          reason: "it's off"

        # the end
        """);
    added(
        "holds:\n    - digest: sha256:00",
        "holds:\n    - digest: sha256:00\n    - digest: sha256:ab\n      reason: \"it's off\"");
    added(
        "holds:\n  -\n    digest: sha256:00\nother: {a: 1}\n",
        """
        holds:
          -
            digest: sha256:00
          - digest: sha256:ab
            reason: "it's off"
        other: {a: 1}
        """);
  }

  @Test
  void oneLess() {
    var three =
        """
        # ours
        holds:
          # one
          - digest: sha256:01
            reason: a

          # two
          - digest: sha256:02 # remark
          - {digest: sha256:03}
        other: 1
        """;
    removed(three, three.replace("  - digest: sha256:01\n    reason: a\n", ""), 0);
    removed(three, three.replace("  - digest: sha256:02 # remark\n", ""), 1);
    removed(three, three.replace("  - {digest: sha256:03}\n", ""), 2);
    removed(
        three,
        three
            .replace("  - digest: sha256:01\n    reason: a\n", "")
            .replace("  - {digest: sha256:03}\n", ""),
        0,
        2);
    removed("holds:\n- digest: sha256:00", "holds:\n", 0);
  }

  @Test
  void whatIsNoListOfRecordsIsRefusedWithItsPlace() {
    refused("other: 1", "holds.yaml:1:1: there is no holds in this file, but other");
    refused("holds: 1\n", "holds.yaml:1:8: holds is a single value, not a list");
    refused("holds:\n  - a\n", "holds.yaml:2:5: this is a single value, not a mapping");
    refused("holds:\n  - a: [1]\n", "holds.yaml:2:8: this is a list, not a text");
    refused("holds:\n  - a: 1\n    a: 2\n", "holds.yaml:3:5: this key stands twice");
    refused("holds: []\nholds: []\n", "holds.yaml:2:1: the key \"holds\" stands twice");
    refused("- a\n", "holds.yaml:1:1: the file is a list, not a mapping of lines");
    refused("a: 1\n---\nb: 1\n", "holds.yaml:2:4: a second document begins here");
  }

  private static void refused(String text, String what) {
    assertEquals(what, assertThrows(Failure.class, () -> file(text)).what());
  }

  @Test
  void aListInBracketsIsReadButNotEdited() {
    var flow = file("holds: [{digest: sha256:00}]\n");
    assertEquals(1, flow.records().size());
    assertEquals(
        "holds.yaml:1:8: this list is written in brackets",
        assertThrows(Failure.class, () -> flow.add(NEW)).what());
    assertEquals(
        "holds.yaml:1:9: this item shares its line with others",
        assertThrows(Failure.class, () -> flow.remove(List.of(0))).what());
  }
}
