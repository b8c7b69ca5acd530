package belay.migrate.values;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.migrate.model.KeyChange;
import belay.migrate.values.ValuesFileEdit.DefaultKeys;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Values files follow byte for byte.
final class ValuesFileEditTest {
  private static final List<String> TAG = List.of("image", "tag");
  private static final KeyChange DIGEST = new KeyChange.Digest("", List.of("image", "digest"), TAG);
  private static final KeyChange VERSION =
      new KeyChange.Version("", List.of("image", "imageVersion"), TAG);
  private static final KeyChange LIFTED = new KeyChange.Lifted("", List.of("image"));
  private static final String HELD = "sha256:" + "1".repeat(64);
  private static final String SWITCH = "  allowEmptyDigest: false\n";

  private record Row(String name, String before, List<KeyChange> changes, String after) {}

  private static Row row(String name, String before, KeyChange change, String after) {
    return new Row(name, before, List.of(change), after);
  }

  private static final List<Row> DEFAULTS =
      List.of(
          row(
              "plain",
              "image:\n  repository: a\n  tag: b\n",
              DIGEST,
              "image:\n  repository: a\n  digest: \"\"\n" + SWITCH),
          row(
              "no line break at the end",
              "image:\n  repository: a\n  tag: b",
              DIGEST,
              "image:\n  repository: a\n  digest: \"\"\n  allowEmptyDigest: false"),
          row(
              "carriage returns",
              "image:\r\n  tag: b\r\n  repository: a\r\n",
              DIGEST,
              "image:\r\n  digest: \"\"\r\n  allowEmptyDigest: false\r\n  repository: a\r\n"),
          row(
              "a byte order mark and tabs in a comment",
              "\ufeff#\ta\nimage:\n  repository: a # here\n  tag: 1.10 # there\n",
              DIGEST,
              "\ufeff#\ta\nimage:\n  repository: a # here\n  digest: \"\"\n" + SWITCH),
          row(
              "flow",
              "image: {repository: a, tag: \"b\"} # c\n",
              DIGEST,
              "image: {repository: a, digest: \"\", allowEmptyDigest: false} # c\n"),
          row(
              "an item of a list",
              "images:\n  - tag: b\n    repository: a\n  - repository: c\n    tag: d\n",
              new KeyChange.Digest(
                  "", List.of("images", "*", "digest"), List.of("images", "*", "tag")),
              """
              images:
                - digest: ""
                  allowEmptyDigest: false
                  repository: a
                - repository: c
                  digest: ""
                  allowEmptyDigest: false
              """),
          row(
              "its own comment",
              """
              image:
                repository: a
                # Overrides the chart's version.
                tag: b
                # c
                d: e
              """,
              DIGEST,
              "image:\n  repository: a\n  digest: \"\"\n" + SWITCH + "  # c\n  d: e\n"),
          row(
              "a heading is no comment of its own",
              "image:\n  # About the image.\n  tag: b\n  repository: a\n",
              DIGEST,
              "image:\n  # About the image.\n  digest: \"\"\n" + SWITCH + "  repository: a\n"),
          row(
              "a key that is switched off stays",
              "image:\n  repository: a\n  # registry: c\n  tag: b\n",
              DIGEST,
              "image:\n  repository: a\n  # registry: c\n  digest: \"\"\n" + SWITCH),
          row(
              "no tag",
              "image:\n  repository: a\n  pullPolicy: Always\n",
              DIGEST,
              "image:\n  repository: a\n  digest: \"\"\n" + SWITCH + "  pullPolicy: Always\n"),
          row("nothing", "", DIGEST, "image:\n  digest: \"\"\n" + SWITCH),
          row("comments alone", "# a\n", DIGEST, "# a\nimage:\n  digest: \"\"\n" + SWITCH),
          row(
              "a digest in the tag",
              "image:\n  tag: 1.4@%s\n".formatted(HELD),
              DIGEST,
              "image:\n  digest: %s\n".formatted(HELD) + SWITCH),
          row(
              "a digest that is there",
              "image:\n  repository: a\n  tag: b\n  digest: c\n",
              DIGEST,
              "image:\n  repository: a\n  digest: c\n" + SWITCH),
          new Row(
              "a version of its own",
              "image:\n  repository: a\n  # Said by labels, too.\n  tag: 1.10\n",
              List.of(VERSION, new KeyChange.Digest("", List.of("image", "digest"), List.of())),
              "image:\n  repository: a\n  digest: \"\"\n"
                  + SWITCH
                  + "  # Said by labels, too.\n  imageVersion: 1.10\n"),
          row(
              "an anchored mapping",
              "a: &i\n  repository: a\n  tag: b\nimage: *i\n",
              DIGEST,
              "a: &i\n  repository: a\n  digest: \"\"\n" + SWITCH + "image: *i\n"),
          row(
              "a merged key",
              "a: &i\n  repository: a\n  tag: b\nimage:\n  <<: *i\n  c: d\n",
              DIGEST,
              "a: &i\n  repository: a\n  digest: \"\"\n" + SWITCH + "image:\n  <<: *i\n  c: d\n"),
          row(
              "a whole reference",
              "image: host:5000/a:b # c\nd: e\n",
              LIFTED,
              "image: # c\n  repository: host:5000/a\n  digest: \"\"\n" + SWITCH + "d: e\n"),
          new Row(
              "a whole reference that is anchored",
              "image: &i a:b\nc: *i\n",
              List.of(LIFTED, new KeyChange.Lifted("", List.of("c"))),
              "image: &i\n  repository: a\n  digest: \"\"\n" + SWITCH + "c: *i\n"),
          row(
              "whole references in a list",
              "images: [a:b, \"c:d\"]\n",
              new KeyChange.Lifted("", List.of("images", "*")),
              "images: [{repository: a, digest: \"\", allowEmptyDigest: false},"
                  + " {repository: \"c\", digest: \"\", allowEmptyDigest: false}]\n"),
          row(
              "a name from a template",
              "a: b\n",
              new KeyChange.Named("", List.of("images", "busybox"), "busybox"),
              """
              a: b
              images:
                busybox:
                  repository: busybox
                  digest: ""
                  allowEmptyDigest: false
              """));

  private static final List<Row> OTHERS =
      List.of(
          row("a tag", "image:\n  tag: b\n", DIGEST, "image:\n  digest: \"\"\n"),
          row("no tag", "image:\n  pullPolicy: Always\n", DIGEST, "image:\n  pullPolicy: Always\n"),
          row("a version", "image:\n  tag: b\n", VERSION, "image:\n  imageVersion: b\n"),
          row(
              "a whole reference",
              "image: a:b\n",
              LIFTED,
              "image:\n  repository: a\n  digest: \"\"\n"),
          row("nothing of it", "a: b\n", LIFTED, "a: b\n"));

  @TestFactory
  Stream<DynamicTest> theChartsOwn() {
    return DEFAULTS.stream().map(row -> check(row, DefaultKeys.REQUIRED));
  }

  @TestFactory
  Stream<DynamicTest> thoseOfEnvironments() {
    return OTHERS.stream().map(row -> check(row, DefaultKeys.NONE));
  }

  private static DynamicTest check(Row row, DefaultKeys defaults) {
    return dynamicTest(
        row.name(),
        () -> {
          var after = apply(row.before(), List.of(), row.changes(), defaults);
          assertEquals(row.after(), after);
          if (row.changes().size() == 1) {
            assertEquals(after, apply(after, List.of(), row.changes(), defaults), "once more");
          }
        });
  }

  private static String apply(
      String text, List<String> above, List<KeyChange> changes, DefaultKeys defaults) {
    return new String(
        ValuesFileEdit.apply("values.yaml", text.getBytes(UTF_8), above, changes, defaults), UTF_8);
  }

  @Test
  void aParentSaysWhatItsPartGets() {
    var parent = "image:\n  tag: own\nshop:\n  image:\n    tag: b\n";
    assertEquals(
        "image:\n  tag: own\nshop:\n  image:\n    digest: \"\"\n",
        apply(parent, List.of("shop"), List.of(DIGEST), DefaultKeys.NONE));
  }

  @Test
  void aTagThatAnotherKeyRepeatsIsLeftToAPerson() {
    var shared = "image:\n  repository: a\n  tag: &t b\nversion: *t\n";
    var failure =
        assertThrows(
            Failure.class, () -> apply(shared, List.of(), List.of(DIGEST), DefaultKeys.REQUIRED));
    assertEquals(Kind.REFUSED, failure.kind());
    assertEquals(
        "values.yaml:3:8: \"tag\" is anchored as &t and repeated by *t in line 4, which would"
            + " change with it",
        failure.what());
  }
}
