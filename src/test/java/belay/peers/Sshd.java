package belay.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// A private OpenSSH server on the loopback interface, with its own host key and one user key. The
/// user's own ssh settings play no part: clients find an `ssh` in [#programs] that uses ours.
public final class Sshd implements AutoCloseable {
  private final int port;
  private final Path folder;
  private final Process process;

  private Sshd(int port, Path folder, Process process) {
    this.port = port;
    this.folder = folder;
    this.process = process;
  }

  public static Sshd start() throws Exception {
    Peer.require("sshd", "ssh", "ssh-keygen");
    var folder = Files.createTempDirectory("sshd");
    var port = Daemon.freePort();
    key(folder.resolve("host_key"));
    key(folder.resolve("user_key"));
    Files.copy(folder.resolve("user_key.pub"), folder.resolve("authorized_keys"));
    if ("root".equals(System.getProperty("user.name"))) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    Files.writeString(
        folder.resolve("sshd_config"),
        """
        ListenAddress 127.0.0.1:%d
        HostKey %2$s/host_key
        AuthorizedKeysFile %2$s/authorized_keys
        PidFile %2$s/sshd.pid
        PasswordAuthentication no
        PermitRootLogin prohibit-password
        StrictModes no
        UsePAM no
        AcceptEnv GIT_PROTOCOL
        MaxStartups 100
        """
            .formatted(port, folder));
    var log = folder.resolve("sshd.log");
    var sshd = Peer.find("sshd").orElseThrow().toString();
    var process =
        Daemon.start(
            log, List.of(sshd, "-D", "-e", "-f", folder.resolve("sshd_config").toString()));
    Daemon.awaitPort(port, process, log);
    var server = new Sshd(port, folder, process);
    server.writeClient();
    server.trustHost();
    return server;
  }

  private static void key(Path file) throws Exception {
    var command = List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString());
    var exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException("ssh-keygen ended with " + exit);
    }
  }

  private void writeClient() throws IOException {
    Files.writeString(
        folder.resolve("ssh_config"),
        """
        Host *
          IdentityFile %1$s/user_key
          IdentitiesOnly yes
          UserKnownHostsFile %1$s/known_hosts
          GlobalKnownHostsFile /dev/null
        """
            .formatted(folder));
    var ssh = programs().resolve("ssh");
    Files.createDirectories(programs());
    Files.writeString(
        ssh,
        "#!/bin/sh\nexec %s -F %s/ssh_config \"$@\"\n"
            .formatted(Peer.find("ssh").orElseThrow(), folder));
    Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// Enters the server's key into `known_hosts`, as it is at first.
  public void trustHost() throws IOException {
    var key = Files.readString(folder.resolve("host_key.pub"));
    Files.writeString(folder.resolve("known_hosts"), "[127.0.0.1]:%d %s".formatted(port, key));
  }

  /// Makes the server one that the client never saw.
  public void forgetHost() throws IOException {
    Files.writeString(folder.resolve("known_hosts"), "");
  }

  /// Lets no key in any more.
  public void lockOut() throws IOException {
    Files.writeString(folder.resolve("authorized_keys"), "");
  }

  /// The folder to be put first on the client's `PATH`.
  public Path programs() {
    return folder.resolve("programs");
  }

  /// The URL of a repository.
  public String url(Path repository) {
    return "ssh://%s@127.0.0.1:%d%s".formatted(System.getProperty("user.name"), port, repository);
  }

  @Override
  public void close() {
    Daemon.stop(process, folder);
  }
}
