package belay.deliver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// A program that answers by lines, for as long as it is asked.
record Dialogue(Process process, BufferedReader answers) implements AutoCloseable {
  static Dialogue start(Path folder, String... command) throws IOException {
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new Dialogue(process, process.inputReader());
  }

  void say(byte[] words) {
    try {
      process.getOutputStream().write(words);
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String answer() {
    try {
      return answers.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @throws IllegalStateException where it answers something else, or has ended
  void expect(String wanted) {
    var said = answer();
    if (!wanted.equals(said)) {
      throw new IllegalStateException("%s instead of %s".formatted(said, wanted));
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
