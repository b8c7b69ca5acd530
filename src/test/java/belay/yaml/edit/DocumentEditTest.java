package belay.yaml.edit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.List;
import org.junit.jupiter.api.Test;

/// One key is put or taken out, and every other byte stays.
final class DocumentEditTest {
  private static final List<String> POLICY = List.of("spec", "syncPolicy");
  private static final List<String> AUTOMATED = List.of("spec", "syncPolicy", "automated");
  private static final NewKey BLOCK =
      new NewKey.Branch(
          "automated",
          List.of(new NewKey.Word("prune", "true"), new NewKey.Word("selfHeal", "true")));

  private static String removed(String text, int document) {
    return new String(edit(text, document).remove(AUTOMATED), UTF_8);
  }

  private static String put(String text, int document) {
    return new String(edit(text, document).put(POLICY, BLOCK, true), UTF_8);
  }

  private static DocumentEdit edit(String text, int document) {
    return DocumentEdit.of("app.yaml", text.getBytes(UTF_8), document);
  }

  @Test
  void aBlockGoesFromItsDocumentAndComesBack() {
    var on =
        """
        spec:
          syncPolicy:
            automated:
              prune: true
              selfHeal: true
            retry: {limit: 5} # five
        ---
        # the second
        spec:
            syncPolicy:
                automated:
                    prune: true
                    selfHeal: true
                syncOptions: [A=b]
        ---
        spec: {}
        """;
    var off =
        """
        spec:
          syncPolicy:
            automated:
              prune: true
              selfHeal: true
            retry: {limit: 5} # five
        ---
        # the second
        spec:
            syncPolicy:
                syncOptions: [A=b]
        ---
        spec: {}
        """;

    assertEquals(off, removed(on, 1));
    assertEquals(on, put(off, 1));
    assertEquals(on.replace("\n", "\r\n"), put(off.replace("\n", "\r\n"), 1));
  }

  @Test
  void commentsStayWhereTheyAre() {
    assertEquals(
        """
        spec:
          syncPolicy:
            # above
              # between

            # behind
            retry: {limit: 5}
        """,
        removed(
            """
            spec:
              syncPolicy:
                # above
                automated: # with it
                  prune: true
                  # between
                  selfHeal: true # with it, too

                # behind
                retry: {limit: 5}
            """,
            0));
  }

  @Test
  void whatHasNoOtherKeyIsAnEmptyMappingAndComesBack() {
    var on =
        """
        spec:
          syncPolicy: # by hand
            automated:
              prune: true
              selfHeal: true
          project: shop
        """;
    var off =
        """
        spec:
          syncPolicy: {} # by hand
          project: shop
        """;

    assertEquals(off, removed(on, 0));
    assertEquals(on, put(off, 0));
  }

  @Test
  void whatIsNotThereIsMade() {
    var with =
        """
        spec:
          project: shop
          syncPolicy:
            automated:
              prune: true
              selfHeal: true
        """;

    assertEquals(with, put("spec:\n  project: shop\n", 0));
    assertEquals(
        "spec:\n  syncPolicy:\n    automated:\n      prune: true\n      selfHeal: true\n",
        put("spec:\n  syncPolicy:\n", 0));
    assertEquals(
        "spec: {syncPolicy: {automated: {prune: true, selfHeal: true}, retry: {limit: 1}}}\n",
        put("spec: {syncPolicy: {retry: {limit: 1}}}\n", 0));
    assertEquals(
        "spec: {syncPolicy: {retry: {limit: 1}}}\n",
        removed("spec: {syncPolicy: {automated: {prune: true}, retry: {limit: 1}}}\n", 0));
    assertEquals("spec: {syncPolicy: {}}\n", removed("spec: {syncPolicy: {automated: {}}}\n", 0));
  }

  @Test
  void aWordGivesWayToAnother() {
    var text = "on: &it false # yes\nother: false\n";
    var edit = edit("elements:\n- a: x\n  on: false # not yet\n- {a: y, on: false}\n", 0);
    var list = ((Mapping) edit.root()).entry("elements").orElseThrow().value();
    var second = ((Mapping) ((Sequence) list).items().get(1)).entry("on");

    assertEquals(
        "elements:\n- a: x\n  on: false # not yet\n- {a: y, on: true}\n",
        new String(edit.replace((Scalar) second.orElseThrow().value(), "true"), UTF_8));

    var anchored = edit(text, 0);
    var value = ((Mapping) anchored.root()).entry("on").orElseThrow().value();
    assertEquals(
        "app.yaml:1:5: \"false\" is no plain word",
        assertThrows(Failure.class, () -> anchored.replace((Scalar) value, "true")).what());
  }

  @Test
  void whatOthersShareIsRefusedWithItsPlace() {
    var shared =
        """
        one: &policy
          automated: {prune: true}
        spec:
          syncPolicy: *policy
        """;
    var anchored =
        """
        spec:
          syncPolicy:
            automated: &mine
              prune: true
        other: *mine
        """;

    for (var text : List.of(shared, anchored)) {
      var failure = assertThrows(Failure.class, () -> removed(text, 0));
      assertEquals(Kind.REFUSED, failure.kind());
      assertEquals("app.yaml:", failure.what().substring(0, 9));
    }
  }
}
