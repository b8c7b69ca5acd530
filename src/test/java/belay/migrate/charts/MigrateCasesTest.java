package belay.migrate.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import belay.cli.Ran;
import belay.peers.HelmPrograms;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Each folder of `cases/migrate` is a chart (`before/chart`) with what stands beside it: what
/// `belay migrate chart` prints is in `out`. Then it is written; a second run changes nothing.
/// `-Dgolden=update` renews what is printed.
final class MigrateCasesTest {
  private static final Path CASES = Path.of("src/test/cases/migrate");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyCase() throws IOException {
    var helm = HelmPrograms.helm4().toString();
    try (var cases = Files.list(CASES)) {
      return cases.sorted().toList().stream()
          .map(dir -> dynamicTest(dir.getFileName().toString(), () -> check(dir, helm)));
    }
  }

  private void check(Path dir, String helm) throws IOException {
    var work = folder.resolve(dir.getFileName());
    copy(dir.resolve("before"), work);
    Files.createDirectory(work.resolve(".git"));
    var before = contents(work);
    List<String> arguments = new ArrayList<>(List.of("migrate", "chart", "--helm", helm));
    if (Files.exists(dir.resolve("args"))) {
      arguments.addAll(Files.readAllLines(dir.resolve("args")));
    }
    var shown = run(work, arguments);
    assertEquals("", shown.err());
    assertEquals(0, shown.code());
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(dir.resolve("out"), shown.out());
    }
    assertEquals(Files.readString(dir.resolve("out")), shown.out());
    assertEquals(before, contents(work), "nothing is written by itself");

    arguments.add("--write");
    assertEquals(0, run(work, arguments).code());
    var written = contents(work);
    assertEquals(0, run(work, arguments).code());
    assertEquals(written, contents(work), "a second run changes nothing");
  }

  private static Ran run(Path work, List<String> arguments) {
    return Ran.in(work, arguments.toArray(String[]::new));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static Map<String, String> contents(Path work) throws IOException {
    var contents = new TreeMap<String, String>();
    var hidden = FileSystems.getDefault().getPathMatcher("glob:**/belay-cache/**");
    try (var files = Files.walk(work)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        if (!hidden.matches(file)) {
          contents.put(work.relativize(file).toString(), Files.readString(file));
        }
      }
    }
    return contents;
  }
}
