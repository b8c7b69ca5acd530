package belay.git;

import belay.failure.InWords;
import belay.host.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.PersonIdent;

/// Signs by GnuPG (`gpg`, or `gpgsm` for X.509), called as git calls it.
final class OpenPgpSigner implements CommitSigner {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Programs programs;
  private final String program;
  private final String key;

  OpenPgpSigner(
      Programs programs, UserConfig config, PersonIdent committer, String format, String usual) {
    this.programs = programs;
    this.program =
        config
            .get("gpg", Optional.of(format), "program")
            .or(() -> config.get("gpg", "program").filter(_ -> format.equals("openpgp")))
            .orElse(usual);
    this.key =
        config
            .get("user", "signingKey")
            .orElse(committer.getName() + " <" + committer.getEmailAddress() + ">");
  }

  @Override
  public String sign(byte[] commit) throws IOException {
    var found = programs.find(program).map(Path::toString).orElse(program);
    var command = List.of(found, "--status-fd=2", "-bsau", key);
    try {
      var finished = programs.run(programs.prepare(Path.of("/"), command, Map.of()), commit, LIMIT);
      if (finished.exit() != 0 || !finished.err().contains("[GNUPG:] SIG_CREATED ")) {
        throw CommitSigner.refused(program, words(finished.err()));
      }
      return finished.text().replace("\r", "").strip();
    } catch (IOException e) {
      throw CommitSigner.refused(program, InWords.of(e));
    }
  }

  /// Without the lines that are meant for programs.
  private static String words(String err) {
    return String.join("; ", err.lines().filter(line -> !line.startsWith("[GNUPG:]")).toList());
  }
}
