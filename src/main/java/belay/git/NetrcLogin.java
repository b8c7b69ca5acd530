package belay.git;

import belay.host.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.transport.NetRC;

/// `$NETRC`, else `~/.netrc`.
record NetrcLogin(Host host, GitUrl url) implements CredentialSource {
  @Override
  public String name() {
    return file().toString();
  }

  private Path file() {
    return host.env("NETRC").map(host.cwd()::resolve).orElse(host.home().resolve(".netrc"));
  }

  @Override
  public Optional<Login> find() {
    if (!Files.isReadable(file())) {
      return Optional.empty();
    }
    var entry = new NetRC(file().toFile()).getEntry(url.host());
    if (entry == null || entry.login == null || entry.password == null) {
      return Optional.empty();
    }
    var wanted = url.uri().getUser();
    return wanted == null || wanted.equals(entry.login)
        ? Optional.of(new Login(entry.login, new String(entry.password)))
        : Optional.empty();
  }
}
