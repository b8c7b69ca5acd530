package belay.journey;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Belay as a process of its own, which can be killed.
final class Program {
  private Program() {}

  /// Starts a command; its output goes to `log` in the folder.
  static Process start(Path folder, Map<String, String> variables, List<String> arguments)
      throws IOException {
    var builder = prepare(folder, arguments).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("log").toFile());
    builder.environment().putAll(variables);
    return builder.start();
  }

  /// A command whose errors go to `err` in the folder.
  static ProcessBuilder prepare(Path folder, List<String> arguments) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                    .orElse(System.getProperty("java.class.path")),
                "belay.Main"));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectError(folder.resolve("err").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("BELAY_"));
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("BELAY_CACHE_DIR", folder.resolve("belay-cache").toString());
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    return builder;
  }
}
