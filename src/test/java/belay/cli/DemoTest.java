package belay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoTest {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void runsTheWholeFlowInTimeAndLeavesNothingBehind() throws Exception {
    var before = left();
    var start = Instant.now();
    var ran = Ran.in(folder, "demo");
    assertEquals(0, ran.code(), ran.out() + ran.err());
    assertTrue(Duration.between(start, Instant.now()).compareTo(LONGEST) < 0);
    for (var command :
        List.of("init", "add", "push", "deploy", "promote", "rollback", "status", "history")) {
      assertTrue(ran.out().contains("$ belay " + command + " "), command);
    }
    assertEquals(before, left());
  }

  private static List<Path> left() throws Exception {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.getFileName().toString().startsWith("belay-demo")).toList();
    }
  }
}
