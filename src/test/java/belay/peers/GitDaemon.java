package belay.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `git daemon` on the loopback interface, which lets everybody push.
public final class GitDaemon implements AutoCloseable {
  private final int port;
  private final Process process;
  private final Path folder;

  private GitDaemon(int port, Process process, Path folder) {
    this.port = port;
    this.process = process;
    this.folder = folder;
  }

  /// Serves the repositories below a folder.
  public static GitDaemon start(Path repositories) throws Exception {
    Peer.require("git");
    var port = Daemon.freePort();
    var folder = Files.createTempDirectory("git-daemon");
    var log = folder.resolve("log");
    var process =
        Daemon.start(
            log,
            List.of(
                "git",
                "daemon",
                "--reuseaddr",
                "--export-all",
                "--enable=receive-pack",
                "--listen=127.0.0.1",
                "--port=" + port,
                "--base-path=" + repositories));
    Daemon.awaitPort(port, process, log);
    return new GitDaemon(port, process, folder);
  }

  /// The URL of a repository by its folder's name.
  public String url(String name) {
    return "git://127.0.0.1:%d/%s".formatted(port, name);
  }

  @Override
  public void close() {
    Daemon.stop(process, folder);
  }
}
