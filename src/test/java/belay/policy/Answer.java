package belay.policy;

import belay.peers.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What one call of a program came to.
record Answer(int code, String out, String err) {
  /// Runs one of the programs that `src/test/cluster/build` makes, whatever comes of it.
  static Answer of(
      Path folder, Map<String, String> environment, String program, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(ControlPlane.programs().resolve(program) + ""));
    command.addAll(List.of(arguments));
    var out = Files.createTempFile(folder, program, ".out");
    var err = Files.createTempFile(folder, program, ".err");
    var builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    try {
      var process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(program + " did not end: " + command);
      }
      return new Answer(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
