package belay.yaml.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import belay.yaml.image.PinCase.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every folder of `src/test/cases/yaml`, with LF, with CRLF, without a final line break, and
/// applied twice. `mvn test -Dtest=PinCasesTest -Dgolden=update` writes the results anew.
final class PinCasesTest {
  private static final Path CASES = Path.of("src/test/cases/yaml");

  @TestFactory
  Stream<DynamicTest> asWritten() throws IOException {
    return cases(PinCasesTest::checkAsWritten);
  }

  @TestFactory
  Stream<DynamicTest> withCarriageReturns() throws IOException {
    return cases(c -> {
      var input = c.input();
      if (input.indexOf('\n') >= 0 && input.indexOf('\r') < 0) {
        var expected = expected(c);
        var outcome = c.pin(crlf(input));
        var text = expected.file().equals("stderr") ? expected.text() : crlf(expected.text());
        assertEquals(new Outcome(expected.file(), text), outcome);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> withoutFinalLineBreak() throws IOException {
    return cases(PinCasesTest::checkWithoutFinalLineBreak);
  }

  @TestFactory
  Stream<DynamicTest> twiceIsOnce() throws IOException {
    return cases(c -> {
      var outcome = c.pin(c.input());
      if (outcome.file().equals("out.yaml")) {
        assertEquals(outcome, c.pin(outcome.text()));
      }
    });
  }

  @Test
  void thereAreCases() throws IOException {
    assertTrue(folders().size() >= 60);
  }

  private static void checkAsWritten(PinCase c) throws IOException {
    var outcome = c.pin(c.input());
    if (updating()) {
      Files.deleteIfExists(c.folder().resolve("out.yaml"));
      Files.deleteIfExists(c.folder().resolve("stderr"));
      c.write(outcome.file(), outcome.text());
    }
    assertEquals(expected(c), outcome);
  }

  private static void checkWithoutFinalLineBreak(PinCase c) throws IOException {
    var input = chomped(c.input());
    var outcome = c.pin(input);
    var usual = expected(c);
    var expected =
        new Outcome(
            usual.file(), usual.file().equals("stderr") ? usual.text() : chomped(usual.text()));
    if (updating()) {
      Files.deleteIfExists(c.folder().resolve("out-no-eol.yaml"));
      Files.deleteIfExists(c.folder().resolve("stderr-no-eol"));
      if (!outcome.equals(expected)) {
        c.write(outcome.file().replaceFirst("(\\.yaml)?$", "-no-eol$1"), outcome.text());
      }
    }
    var out = c.read("out-no-eol.yaml").map(text -> new Outcome("out.yaml", text));
    var error = c.read("stderr-no-eol").map(text -> new Outcome("stderr", text));
    assertEquals(out.or(() -> error).orElse(expected), outcome);
  }

  private static Outcome expected(PinCase c) throws IOException {
    var out = c.read("out.yaml");
    return out.isPresent()
        ? new Outcome("out.yaml", out.get())
        : new Outcome("stderr", c.read("stderr").orElseThrow());
  }

  private static String crlf(String text) {
    return text.replace("\n", "\r\n");
  }

  private static String chomped(String text) {
    return text.replaceFirst("\r?\n\\z", "");
  }

  private static boolean updating() {
    return "update".equals(System.getProperty("golden"));
  }

  private static Stream<DynamicTest> cases(Check check) throws IOException {
    return folders().stream()
        .map(folder ->
            dynamicTest(folder.getFileName().toString(), () -> check.on(new PinCase(folder))));
  }

  private static List<Path> folders() throws IOException {
    try (var folders = Files.list(CASES)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  private interface Check {
    void on(PinCase c) throws IOException;
  }
}
