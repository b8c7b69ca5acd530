package belay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Each folder of `cases/cli` is one command line (`args`, one argument a line) with all that it
/// prints and its exit code; `-Dgolden=update` renews what is printed.
final class CliCasesTest {
  private static final Path CASES = Path.of("src/test/cases/cli");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyCase() throws IOException {
    try (var cases = Files.list(CASES)) {
      List<Path> all = cases.sorted().toList();
      assertTrue(all.size() > 20, "the cases are there");
      return all.stream().map(dir -> dynamicTest(dir.getFileName().toString(), () -> check(dir)));
    }
  }

  private void check(Path dir) throws IOException {
    var arguments = Files.readAllLines(dir.resolve("args")).toArray(String[]::new);
    var ran = Ran.in(folder, arguments);
    var run =
        new Ran(
            ran.code(),
            ran.out().replace(folder.toString(), "$FOLDER"),
            ran.err().replace(folder.toString(), "$FOLDER"));
    if ("update".equals(System.getProperty("golden"))) {
      write(dir.resolve("out"), run.out());
      write(dir.resolve("err"), run.err());
      write(dir.resolve("code"), run.code() + "\n");
      return;
    }
    assertEquals(read(dir.resolve("out")), run.out());
    assertEquals(read(dir.resolve("err")), run.err());
    assertEquals(read(dir.resolve("code")), run.code() + "\n");
  }

  private static void write(Path file, String text) throws IOException {
    if (text.isEmpty()) {
      Files.deleteIfExists(file);
    } else {
      Files.writeString(file, text);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }
}
