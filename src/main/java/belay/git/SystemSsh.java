package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.RemoteSession2;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/// Speaks ssh through the user's own `ssh`, as git does: agent, keys, `~/.ssh/config` and
/// `known_hosts` are the user's, and no library has to know them.
///
/// Unless the user set a command, an unknown host key is refused and nothing is asked.
final class SystemSsh extends SshSessionFactory {
  private static final int LONGEST_CONNECT_SECONDS = 15;

  private final Host host;
  private final UserConfig config;
  private final Programs programs;
  private final Set<Process> running = ConcurrentHashMap.newKeySet();

  SystemSsh(Host host, UserConfig config) {
    this.host = host;
    this.config = config;
    this.programs = new Programs(host);
  }

  @Override
  public String getType() {
    return "system";
  }

  @Override
  public RemoteSession getSession(
      URIish uri, @Nullable CredentialsProvider credentials, FS fs, int timeout) {
    return new Session(uri, timeout);
  }

  /// Ends what still runs, when the time is up.
  void kill() {
    running.forEach(Process::destroyForcibly);
  }

  private final class Session implements RemoteSession2 {
    private final URIish uri;
    private final int connectSeconds;

    private Session(URIish uri, int timeout) {
      this.uri = uri;
      this.connectSeconds =
          timeout > 0 ? Math.min(timeout, LONGEST_CONNECT_SECONDS) : LONGEST_CONNECT_SECONDS;
    }

    @Override
    public Process exec(String command, int timeout) throws IOException {
      return exec(command, Map.of(), timeout);
    }

    @Override
    public Process exec(String command, Map<String, String> environment, int timeout)
        throws IOException {
      var line = command(!environment.isEmpty());
      line.add(command);
      var process = new WaitedProcess(programs.prepare(host.cwd(), line, environment).start());
      running.removeIf(other -> !other.isAlive());
      running.add(process);
      return process;
    }

    private List<String> command(boolean sendsEnvironment) {
      var line = program();
      if (sendsEnvironment) {
        line.addAll(List.of("-o", "SendEnv=GIT_PROTOCOL"));
      }
      if (uri.getPort() > 0) {
        line.addAll(List.of("-p", String.valueOf(uri.getPort())));
      }
      line.add(uri.getUser() == null ? uri.getHost() : uri.getUser() + "@" + uri.getHost());
      return line;
    }

    private List<String> program() {
      Optional<String> shell =
          host.env("GIT_SSH_COMMAND").or(() -> config.get("core", "sshCommand"));
      if (shell.isPresent()) {
        return new ArrayList<>(List.of("/bin/sh", "-c", shell.get() + " \"$@\"", shell.get()));
      }
      var name = host.env("GIT_SSH");
      if (name.isPresent()) {
        return new ArrayList<>(List.of(name.get()));
      }
      var ssh = programs.find("ssh").orElseThrow(SystemSsh::noSsh).toString();
      return new ArrayList<>(
          List.of(
              ssh,
              "-o",
              "BatchMode=yes",
              "-o",
              "StrictHostKeyChecking=yes",
              "-o",
              "ConnectTimeout=" + connectSeconds));
    }

    @Override
    public void disconnect() {
      kill();
    }
  }

  private static Failure noSsh() {
    return new Failure(
        Kind.UNREACHABLE,
        "no \"ssh\" on the PATH to reach the git server with",
        "install OpenSSH's client, or use an https URL");
  }
}
