package belay.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.image.ImageRef;
import belay.peers.Fuzz;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReferenceFormTest {
  private static final String HEX =
      "93b60ebb48f2cb68f72a01e73ea4ee5ed3a5c8596aecf8c43ef7a7b5990f541e";
  private static final String ZEROS = "0".repeat(64);

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "r.example.com/a@sha256:HEX, DIGEST",
        "r.example.com/a@sha512:HEXHEX, DIGEST",
        "a@sha256:HEX, DIGEST",
        "r.example.com/placeholder/a@sha256:HEX, DIGEST",
        "localhost:5000/a@sha256:HEX, DIGEST",
        "[::1]:5000/a@sha256:HEX, DIGEST",
        "r.example.com/a:1@sha256:HEX, TAG_AND_DIGEST",
        "r.example.com/a:1, TAG",
        "r.example.com/a, NAME",
        "r.example.com:5000/a, NAME",
        "\"\", EMPTY",
        "\" \", EMPTY",
        "r.example.com/a@sha256:ZEROS, PLACEHOLDER",
        "r.example.com/a:1@sha256:ZEROS, PLACEHOLDER",
        "r.example.com/a@sha256:PLACEHOLDER, PLACEHOLDER",
        "PLACEHOLDER_DIGEST, PLACEHOLDER",
        "sha256:HEX, BARE_DIGEST",
        "@sha256:HEX, BARE_DIGEST",
        "HEX, BARE_DIGEST",
        "SHA256:HEX, BARE_DIGEST",
        "r.example.com/a:HEX, DIGEST_AS_TAG",
        "r.example.com/a:sha256:HEX, DIGEST_AS_TAG",
        "r.example.com/a@sha256:93b60e, SHORT_DIGEST",
        "r.example.com/a@sha512:HEX, SHORT_DIGEST",
        "r.example.com/a@SHA256:HEX, UPPER_CASE_DIGEST",
        "r.example.com/a@sha256:HEXa, MALFORMED_DIGEST",
        "r.example.com/a@md5:HEX, MALFORMED_DIGEST",
        "r.example.com/a@sha256:, MALFORMED_DIGEST",
        "r.example.com/a@, MALFORMED_DIGEST",
        "r.example.com/a@sha256:HEX@sha256:HEX, MALFORMED_DIGEST",
        "r.example.com/A@sha256:HEX, MALFORMED",
        "r.example.com//a@sha256:HEX, MALFORMED",
        "https://r.example.com/a@sha256:HEX, MALFORMED",
        "a_b.c/x@sha256:HEX, MALFORMED",
        "\" r.example.com/a@sha256:HEX\", MALFORMED",
        "{{ .Values.image }}, MALFORMED",
      })
  void whatAReferenceIs(String text, ReferenceForm form) {
    assertEquals(form, ReferenceForm.of(text.replace("HEX", HEX).replace("ZEROS", ZEROS)));
  }

  @Test
  void aLineFeedBehindTheDigestIsNoDigest() {
    assertEquals(ReferenceForm.MALFORMED_DIGEST, ReferenceForm.of("a@sha256:" + HEX + "\n"));
  }

  @Test
  void upperCaseDigestIsNamed() {
    assertEquals(
        ReferenceForm.UPPER_CASE_DIGEST,
        ReferenceForm.of("a/b@sha256:" + HEX.toUpperCase(Locale.ROOT)));
  }

  /// Where nobody wrote a placeholder, this and the grammar of references agree on what is a
  /// reference, and what is one by digest.
  @Test
  void agreesWithTheGrammar() {
    var whole =
        Stream.of(
                "r.example.com/a/b_c@sha256:" + HEX,
                "r.example.com:5000/a:1.2@sha256:" + HEX,
                "[::1]:5000/a--b/c.d:v1",
                "localhost/a__b@sha512:" + HEX + HEX,
                "a.b/c@sha256:" + HEX,
                "r.example.com/a:" + HEX,
                "sha256:" + HEX,
                "a/b:placeholder")
            .map(text -> text.getBytes(UTF_8))
            .toList();
    Fuzz.damaged(
        whole,
        "@:/.-_[]AZaz09\n",
        20_000,
        bytes -> {
          var text = new String(bytes, UTF_8);
          var form = ReferenceForm.of(text);
          var reference = ImageRef.read(text);
          var byDigest = reference.filter(ImageRef.Pinned.class::isInstance).isPresent();
          assertEquals(byDigest, form.isPinned(true), text);
          assertEquals(
              form.isPinned(false), text.matches(unanchored(ReferenceForm.BY_DIGEST)), text);
          var disguised = Pattern.compile(ReferenceForm.DISGUISED).matcher(text).find();
          assertEquals(
              form == ReferenceForm.TAG,
              !disguised && text.matches(unanchored(ReferenceForm.BY_TAG)),
              text);
          assertEquals(
              form == ReferenceForm.NAME,
              !disguised && text.matches(unanchored(ReferenceForm.BY_NAME)),
              text);
          if (form == ReferenceForm.MALFORMED) {
            assertEquals(Optional.empty(), reference, text);
          }
        });
  }

  /// Java's `$` matches before a line feed, too; that of RE2 does not.
  private static String unanchored(String pattern) {
    return pattern.substring(1, pattern.length() - 1);
  }
}
