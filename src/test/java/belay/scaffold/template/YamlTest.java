package belay.scaffold.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.scaffold.Crd;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "api",
        "",
        "true",
        "No",
        "null",
        "~",
        "1.20",
        "1e3",
        "0x1f",
        "12:30",
        "2026-01-01",
        "a: b",
        "a #b",
        "#x",
        "- x",
        "*x",
        "&x",
        "!x",
        "%x",
        "@x",
        "`x`",
        "{a}",
        "[a]",
        "x:",
        "it's",
        "say \"hi\"",
        "back\\slash",
        "two\nlines",
        "tab\there",
        "käse \uD83E\uDDC0",
        "https://git.example.com/a.git",
        "git@git.example.com:a/b.git",
        "$values/a.yaml",
        "/charts/api;/values/api.yaml",
        " space ",
        "\u0007\u2028"
      })
  void everyStringIsReadBackAsThatString(String text) {
    assertEquals(
        List.of(Map.of("key", text, "list", List.of(text))),
        Crd.documents("key: %1$s\nlist:\n  - %1$s\n".formatted(Yaml.scalar(text))));
  }

  @ParameterizedTest
  @CsvSource({
    "https://git.example.com/a.git, https://git.example.com/a.git",
    "yes, '\"yes\"'",
    "20.1.0, '\"20.1.0\"'",
    "main, main"
  })
  void quotesOnlyWhereTheyAreNeeded(String text, String written) {
    assertEquals(written, Yaml.scalar(text));
  }
}
