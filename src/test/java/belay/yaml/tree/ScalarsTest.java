package belay.yaml.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.yaml.tree.YamlNode.Style;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class ScalarsTest {
  private static final String DIGITS = "01fexX._-+:/@";

  @Test
  void digestsAndRepositoriesNeedNoQuotes() {
    for (var text :
        List.of("sha256:0f", "registry.example.com/a", "127.0.0.1:5000/a", "host:5000/a/b-c_d")) {
      assertTrue(Scalars.isPlainSafe(text), text);
    }
  }

  /// Among them what only YAML 1.1 takes for something else: `y`, `12:30`, `0b1`, `1_000`, dates.
  @Test
  void whatIsNoStringNeedsThem() {
    var words =
        "y No ON null ~ TRUE 1 1.5 1e3 12:30 0b1 0x1f 1_000 2026-11-25 .inf = << a: - [a {a *a &a"
            + " !a %a @a `a 'a \"a ? é";
    var spaced = List.of("", " a", "a ", "a: b", "a #b", "- a", "a\nb", "a\tb");
    for (var text : Stream.concat(Stream.of(words.split(" ")), spaced.stream()).toList()) {
      assertFalse(Scalars.isPlainSafe(text), text);
    }
  }

  @Test
  void whatIsWrittenIsReadAgainInEveryStyle() {
    var random = new Random(11);
    var alphabet = "ab1:/.-_ #'\"\\\t\n\r{}[],&*!|>%@`?~é\u2028\u0085\ufeff=" + "🚢";
    for (var i = 0; i < 5_000; i++) {
      var text =
          random
              .ints(random.nextInt(8), 0, alphabet.length())
              .mapToObj(alphabet::charAt)
              .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
              .toString();
      if (isWellFormed(text)) {
        for (var style : Style.values()) {
          assertEquals(text, load("{k: " + Scalars.write(text, style) + "}"), style + " " + text);
          assertEquals(text, load("k: " + Scalars.write(text, style)), style + " " + text);
        }
      }
    }
  }

  @Test
  void plainLooksNeverMakeANumber() {
    var random = new Random(12);
    for (var i = 0; i < 5_000; i++) {
      var text = new StringBuilder();
      for (var n = 1 + random.nextInt(6); n > 0; n--) {
        text.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
      }
      assertEquals(text.toString(), load("k: " + Scalars.write(text.toString(), Style.PLAIN)));
    }
  }

  private static boolean isWellFormed(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }

  private static Object load(String yaml) {
    var map = (java.util.Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return String.valueOf(map.get("k")).equals("null")
        ? "null"
        : java.util.Objects.requireNonNull(map.get("k"));
  }
}
