package belay.git;

import belay.failure.Failure;
import belay.failure.InWords;
import belay.failure.Kind;
import belay.host.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Signs by `ssh-keygen -Y sign`, called as git calls it: the key is a file, or a public key whose
/// private half the agent holds.
final class SshSigner implements CommitSigner {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Programs programs;
  private final UserConfig config;
  private final String program;

  SshSigner(Programs programs, UserConfig config) {
    this.programs = programs;
    this.config = config;
    this.program = config.get("gpg", Optional.of("ssh"), "program").orElse("ssh-keygen");
  }

  @Override
  public String sign(byte[] commit) throws IOException {
    var key = key();
    var literal = literal(key);
    if (literal.isEmpty()) {
      return sign(programs.fromHome(key), List.of(), commit);
    }
    var file = Files.createTempFile("belay-signing-key", ".pub");
    try {
      Files.writeString(file, literal.get() + "\n");
      return sign(file, List.of("-U"), commit);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private String sign(Path key, List<String> more, byte[] commit) {
    var command =
        new ArrayList<>(
            List.of(
                programs.find(program).map(Path::toString).orElse(program),
                "-Y",
                "sign",
                "-n",
                "git",
                "-f",
                key.toString()));
    command.addAll(more);
    try {
      var run = programs.prepare(Path.of("/"), command, Map.of());
      var finished = programs.run(run, commit, LIMIT);
      if (finished.exit() != 0 || !finished.text().startsWith("-----BEGIN SSH SIGNATURE")) {
        throw CommitSigner.refused(program, String.join("; ", finished.err().lines().toList()));
      }
      return finished.text().replace("\r", "").strip();
    } catch (IOException e) {
      throw CommitSigner.refused(program, InWords.of(e));
    }
  }

  /// A key given as text: `key::ssh-ed25519 AAAA…`, or just `ssh-ed25519 AAAA…`.
  private static Optional<String> literal(String key) {
    if (key.startsWith("key::")) {
      return Optional.of(key.substring("key::".length()));
    }
    return key.startsWith("ssh-") ? Optional.of(key) : Optional.empty();
  }

  private String key() throws IOException {
    var configured = config.get("user", "signingKey");
    if (configured.isPresent()) {
      return configured.get();
    }
    var command =
        config
            .get("gpg", Optional.of("ssh"), "defaultKeyCommand")
            .orElseThrow(() ->
                new Failure(
                    Kind.USAGE,
                    "commits are to be signed by ssh, but git knows no key to sign with",
                    "git config --global user.signingKey ~/.ssh/id_ed25519.pub"));
    var shell = programs.prepare(Path.of("/"), List.of("/bin/sh", "-c", command), Map.of());
    var finished = programs.run(shell, new byte[0], LIMIT);
    return finished
        .text()
        .lines()
        .filter(line -> literal(line).isPresent())
        .findFirst()
        .orElseThrow(() -> CommitSigner.refused("gpg.ssh.defaultKeyCommand", finished.err()));
  }
}
