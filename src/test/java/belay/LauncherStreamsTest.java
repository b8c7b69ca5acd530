package belay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Standard streams that whoever starts Belay has closed, as both launchers hand them on.
final class LauncherStreamsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-"})
  void closedOnesAreOpenedOnNothing(String closed) throws Exception {
    var program = folder.resolve("java");
    Files.writeString(
        program,
        """
        #!/bin/sh
        in=$(readlink /proc/$$/fd/0) out=$(readlink /proc/$$/fd/1) err=$(readlink /proc/$$/fd/2)
        printf '%s\\n' "$in" "$out" "$err" >"$RESULT"
        """);
    assertEquals(true, program.toFile().setExecutable(true));
    var script = folder.resolve("launcher");
    var sourced = Path.of("release/java.sh").toAbsolutePath();
    Files.writeString(script, ". '%s'\nlaunch '%s' no.jar no.aot\n".formatted(sourced, program));
    var command = "exec sh '%s' %s".formatted(script, closed);
    var builder =
        new ProcessBuilder("sh", "-c", command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/zero").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.to(folder.resolve("out").toFile()))
            .redirectError(ProcessBuilder.Redirect.to(folder.resolve("err").toFile()));
    var result = folder.resolve("result");
    builder.environment().put("RESULT", result.toString());
    assertEquals(0, builder.start().waitFor());
    assertEquals(
        List.of(
            closed.contains("<&-") ? "/dev/null" : "/dev/zero",
            closed.matches("(.* )?>&-.*") ? "/dev/null" : folder.resolve("out").toString(),
            closed.contains("2>&-") ? "/dev/null" : folder.resolve("err").toString()),
        Files.readAllLines(result));
    assertEquals("", Files.readString(folder.resolve("err")));
  }
}
