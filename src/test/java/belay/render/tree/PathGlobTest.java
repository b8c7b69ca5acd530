package belay.render.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Patterns of paths as doublestar has them.
final class PathGlobTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a/*.yaml | a/b.yaml | true",
        "a/*.yaml | a/b/c.yaml | false",
        "a/**/*.yaml | a/b.yaml | true",
        "a/**/*.yaml | a/b/c/d.yaml | true",
        "a/** | a/b/c | true",
        "** | a/b | true",
        "a**/c | ab/c | true",
        "a**/c | ab/d/c | false",
        "a?.yaml | ab.yaml | true",
        "a?.yaml | a/.yaml | false",
        "[ab].yaml | a.yaml | true",
        "[!ab].yaml | a.yaml | false",
        "[^a-c].yaml | d.yaml | true",
        "{a,b}.yaml | b.yaml | true",
        "{a,b}.yaml | c.yaml | false",
        "a.yaml | aXyaml | false",
        "\\*.yaml | *.yaml | true",
        "\\*.yaml | a.yaml | false",
        "[.yaml | a.yaml | false"
      })
  void matchesOrNot(String glob, String path, boolean matches) {
    assertEquals(matches, PathGlob.of(glob).matches(path));
  }
}
