package belay.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.host.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// A program in git's place that says whatever a test gives it.
///
/// @param folder where it is
public record SayingGit(Path folder) {
  private static final int RUNS = 150;

  /// Puts it into an empty folder.
  public static SayingGit in(Path folder) throws IOException {
    var git = new SayingGit(folder);
    Files.createFile(git.said());
    var program =
        Files.writeString(
            folder.resolve("git"), "#!/bin/sh\nexec cat '%s'\n".formatted(git.said()));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return git;
  }

  private Path said() {
    return folder.resolve("said");
  }

  /// Surroundings in which this git is found first.
  public Host host() {
    return Hosts.at(folder, "PATH", folder + ":/usr/bin:/bin");
  }

  /// What reads what git says.
  public interface Reader {
    void read() throws IOException;
  }

  /// Has damaged forms of some texts read: the worst that may come of it is a message.
  public void damaged(List<String> texts, String syntax, Reader reader) {
    Fuzz.damaged(
        texts.stream().map(text -> text.getBytes(UTF_8)).toList(),
        syntax,
        RUNS,
        bytes -> {
          say(bytes);
          try {
            reader.read();
          } catch (IOException | Failure _) {
            // a message
          }
        });
  }

  private void say(byte[] bytes) {
    try {
      Files.write(said(), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
