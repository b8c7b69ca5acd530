package belay.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.peers.Peer;
import belay.peers.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signatures that `git verify-commit` believes.
final class SigningTest {
  @TempDir Path folder;
  private Sandbox sandbox;
  private Path bare;

  @BeforeEach
  void aRepository() {
    sandbox = new Sandbox(folder);
    bare = sandbox.bare("gitops.git");
    configure("commit.gpgSign", "true");
  }

  private void configure(String key, String value) {
    sandbox.git(folder, "config", "--global", key, value);
  }

  private String landed() {
    try (var repo = sandbox.open("file://" + bare)) {
      return Sandbox.write(repo, Sandbox.FILE, "signed\n").commit().orElseThrow().id();
    }
  }

  private void assertVerified(String commit) {
    var verified = sandbox.tryGit(bare, "verify-commit", commit);
    assertEquals(0, verified.exit(), verified::err);
    assertTrue(verified.err().contains("Good"), verified.err());
    sandbox.assertSound(bare);
  }

  private Path sshKey() throws Exception {
    Peer.require("ssh-keygen");
    var key = folder.resolve("key");
    Tool.run(folder, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
    var signers = folder.resolve("signers");
    Files.writeString(signers, "ada@example.com " + Files.readString(folder.resolve("key.pub")));
    configure("gpg.format", "ssh");
    configure("gpg.ssh.allowedSignersFile", signers.toString());
    return key;
  }

  @Test
  void byAnSshKey() throws Exception {
    configure("user.signingKey", sshKey().toString());
    assertVerified(landed());
  }

  @Test
  void byAnSshKeyThatACommandNames() throws Exception {
    var key = sshKey();
    var named =
        Files.writeString(
            folder.resolve("named"), "key::" + Files.readString(folder.resolve("key.pub")));
    configure("gpg.ssh.defaultKeyCommand", "cat " + named);
    var agent = startAgent();
    try {
      Tool.run(folder, Map.of("SSH_AUTH_SOCK", agent.socket()), "ssh-add", "-q", key.toString());
      sandbox.with("SSH_AUTH_SOCK", agent.socket());
      assertVerified(landed());
    } finally {
      agent.process().destroyForcibly();
    }
  }

  private record Agent(Process process, String socket) {}

  private Agent startAgent() throws Exception {
    Peer.require("ssh-agent", "ssh-add");
    var socket = folder.resolve("agent.sock");
    var process =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (!Files.exists(socket)) {
      Thread.sleep(10);
    }
    return new Agent(process, socket.toString());
  }

  @Test
  void byGnuPg() throws Exception {
    Peer.require("gpg");
    // gpg-agent's socket must fit into 108 bytes, which a test's own folder may not
    var home = Files.createTempDirectory("gpg");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    sandbox.with("GNUPGHOME", home.toString());
    Tool.run(
        folder,
        Map.of("GNUPGHOME", home.toString()),
        "gpg",
        "--batch",
        "--quiet",
        "--passphrase",
        "",
        "--quick-generate-key",
        "Ada <ada@example.com>",
        "ed25519",
        "sign");
    try {
      assertVerified(landed());
      var wanted = sandbox.git(bare, "log", "-1", "--format=%G? %GS", "main");
      assertEquals("G Ada <ada@example.com>", wanted.replace("U ", "G "));
    } finally {
      Tool.run(folder, Map.of("GNUPGHOME", home.toString()), "gpgconf", "--kill", "gpg-agent");
    }
  }

  @Test
  void aSignerThatFailsIsQuotedAndNothingIsCommitted() throws Exception {
    configure("gpg.format", "ssh");
    configure("user.signingKey", folder.resolve("no-such-key").toString());
    var failure = assertThrows(Failure.class, this::landed);
    assertEquals(Kind.REFUSED, failure.kind());
    assertTrue(failure.causes().toString().contains("no-such-key"), failure.causes().toString());
    assertEquals("1", sandbox.git(bare, "rev-list", "--count", "main"));
  }

  @Test
  void aMissingProgramIsNamed() {
    configure("gpg.program", "/nowhere/gpg");
    var failure = assertThrows(Failure.class, this::landed);
    assertEquals(
        "the commit could not be signed by /nowhere/gpg, and commit.gpgSign asks for it",
        failure.what());
  }

  @Test
  void nobodySignsUnasked() {
    configure("commit.gpgSign", "false");
    var commit = landed();
    assertFalse(sandbox.git(bare, "cat-file", "commit", commit).contains("gpgsig"));
  }
}
