package belay.argocd;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.host.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the token: `ARGOCD_AUTH_TOKEN`, else what `argocd login` has kept for this server. Where
/// there is none, Argo CD is asked without: it may allow that.
final class ArgoCdTokens {
  private static final int LARGEST = 1 << 20;

  private ArgoCdTokens() {}

  static Optional<String> find(Host host, Log log, ServerAddress server) {
    var given = host.env("ARGOCD_AUTH_TOKEN").map(String::strip);
    if (given.isPresent()) {
      log.explain(() -> "Argo CD token: from ARGOCD_AUTH_TOKEN");
      return given;
    }
    var file = folder(host).resolve("config");
    var kept = read(file).flatMap(bytes -> CliConfig.parse(file.toString(), bytes).token(server));
    log.explain(() ->
        kept.isPresent()
            ? "Argo CD token: of %s, from %s".formatted(server.name(), file)
            : "Argo CD token: none, neither in ARGOCD_AUTH_TOKEN nor for %s in %s"
                .formatted(server.name(), file));
    return kept;
  }

  /// In the order of the `argocd` program itself.
  private static Path folder(Host host) {
    var given = host.env("ARGOCD_CONFIG_DIR").map(host.cwd()::resolve);
    if (given.isPresent()) {
      return given.get();
    }
    var old = host.home().resolve(".argocd");
    if (Files.isDirectory(old)) {
      return old;
    }
    return host.env("XDG_CONFIG_HOME")
        .map(host.cwd()::resolve)
        .orElse(host.home().resolve(".config"))
        .resolve("argocd");
  }

  private static Optional<byte[]> read(Path file) {
    try (var in = Files.newInputStream(file)) {
      return Optional.of(in.readNBytes(LARGEST));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new Failure(
          Kind.USAGE, "cannot read \"%s\"".formatted(file), "set ARGOCD_AUTH_TOKEN", e);
    }
  }
}
