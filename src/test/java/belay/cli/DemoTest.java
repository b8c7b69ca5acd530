package belay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  void runsTheWholeFlowInTime() throws Exception {
    var start = Instant.now();
    var ran = Ran.in(folder, "demo");
    assertEquals(0, ran.code(), ran.out() + ran.err());
    assertTrue(Duration.between(start, Instant.now()).compareTo(LONGEST) < 0);
    for (var command :
        List.of(
            "init",
            "add",
            "push",
            "deploy",
            "promote",
            "rollback",
            "status",
            "verify",
            "history")) {
      assertTrue(ran.out().contains("$ belay " + command + " "), command);
    }
  }
}
