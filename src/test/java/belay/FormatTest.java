package belay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every source file is formatted by google-java-format; `mvn test -Dtest=FormatTest
/// -Dformat=write` does it.
final class FormatTest {
  private final Formatter formatter = new Formatter();

  @Test
  void everySourceFileIsFormatted() throws Exception {
    List<Path> unformatted = new ArrayList<>();
    for (var file : sources()) {
      var source = Files.readString(file);
      var formatted =
          formatter.formatSourceAndFixImports(RemoveUnusedImports.removeUnusedImports(source));
      if (!formatted.equals(source)) {
        unformatted.add(file);
        if ("write".equals(System.getProperty("format"))) {
          Files.writeString(file, formatted);
        }
      }
    }
    if ("write".equals(System.getProperty("format"))) {
      return;
    }
    assertEquals(
        List.of(), unformatted, "to format them: mvn test -Dtest=FormatTest -Dformat=write");
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/cases/"))
          .toList();
    }
  }
}
