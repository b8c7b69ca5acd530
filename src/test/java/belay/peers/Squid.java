package belay.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The proxy squid on the loopback interface. It knows `git.test` and `registry.test`, which are
/// this machine, and which nobody reaches without it.
public final class Squid implements AutoCloseable {
  private static final Path PASSWORD_HELPER = Path.of("/usr/lib/squid/basic_ncsa_auth");

  private final int port;
  private final Path folder;
  private final Process process;

  private Squid(int port, Path folder, Process process) {
    this.port = port;
    this.folder = folder;
    this.process = process;
  }

  /// Lets everybody through.
  public static Squid open() throws Exception {
    return start(newFolder(), "http_access allow all");
  }

  /// Lets those through who know the password (Basic).
  public static Squid withPassword(String user, String password) throws Exception {
    Peer.require("htpasswd");
    var folder = newFolder();
    Certificates.run(folder, "htpasswd -bmc passwords '%s' '%s'".formatted(user, password));
    return start(
        folder,
        """
        auth_param basic program %s %s/passwords
        auth_param basic children 2 startup=1
        acl known proxy_auth REQUIRED
        http_access allow known
        http_access deny all
        """
            .formatted(PASSWORD_HELPER, folder));
  }

  /// Lets nobody through.
  public static Squid closed() throws Exception {
    return start(newFolder(), "http_access deny all");
  }

  /// Started by root, squid works as another user.
  private static Path newFolder() throws IOException {
    var folder = Files.createTempDirectory("belay-squid");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    return folder;
  }

  private static Squid start(Path folder, String access) throws Exception {
    Peer.require("squid");
    var port = Daemon.freePort();
    Files.writeString(folder.resolve("hosts"), "127.0.0.1 git.test registry.test\n");
    Files.writeString(
        folder.resolve("squid.conf"),
        """
        http_port 127.0.0.1:%2$d
        hosts_file %1$s/hosts
        cache deny all
        pid_filename none
        pinger_enable off
        cache_log %1$s/cache.log
        access_log stdio:%1$s/access.log
        buffered_logs off
        coredump_dir %1$s
        shutdown_lifetime 0 seconds
        %3$s
        """
            .formatted(folder, port, access));
    var log = folder.resolve("squid.log");
    var squid =
        Daemon.start(
            log,
            List.of(
                Peer.find("squid").orElseThrow().toString(),
                "-N",
                "-f",
                folder.resolve("squid.conf").toString()));
    Daemon.awaitPort(port, squid, log);
    return new Squid(port, folder, squid);
  }

  /// `127.0.0.1:port`.
  public String address() {
    return "127.0.0.1:" + port;
  }

  public String url() {
    return "http://" + address();
  }

  /// Ends it, and with it the tunnels, and says what was asked of it.
  public List<String> requestsToTheEnd() throws Exception {
    process.destroy();
    process.waitFor(10, TimeUnit.SECONDS);
    return requests();
  }

  /// What was asked of it so far, such as `CONNECT git.test:443 200`; a tunnel is told of when it
  /// ends.
  public List<String> requests() throws IOException {
    return Files.readAllLines(folder.resolve("access.log")).stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> !words[6].startsWith("error:"))
        .map(words -> "%s %s %s".formatted(words[5], words[6], words[3].replaceFirst(".*/", "")))
        .toList();
  }

  @Override
  public void close() {
    Daemon.stop(process, folder);
  }
}
