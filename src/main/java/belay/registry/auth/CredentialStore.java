package belay.registry.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.host.Log;
import belay.image.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The logins that docker's and podman's users have, looked for in this order: `DOCKER_AUTH_CONFIG`
/// (JSON in the environment, as GitLab CI gives it), `REGISTRY_AUTH_FILE`,
/// `$DOCKER_CONFIG/config.json` or `~/.docker/config.json`, and the containers tools'
/// `$XDG_RUNTIME_DIR/containers/auth.json` and `~/.config/containers/auth.json`. The first with an
/// entry for the repository wins. Files are read when a registry first asks who we are.
public final class CredentialStore {
  private static final int LARGEST = 1 << 20;
  private static final String VARIABLE = "DOCKER_AUTH_CONFIG";

  private final Host host;
  private final Log log;
  private final ConcurrentMap<String, Optional<Credential>> asked = new ConcurrentHashMap<>();
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private List<AuthFile> files = List.of();
  private boolean read;

  public CredentialStore(Host host, Log log) {
    this.host = host;
    this.log = log;
  }

  /// Where the credential for a repository is, if anywhere; no program is started.
  Optional<CredentialEntry> entry(Repository repository) {
    return files().stream()
        .flatMap(file -> file.find(repository.registry(), repository.path()).stream())
        .findFirst();
  }

  /// The credential for a repository. When a helper knows none, entries further on still count.
  Optional<Credential> find(Repository repository) {
    for (var file : files()) {
      var entry = file.find(repository.registry(), repository.path());
      var found = entry.flatMap(this::credential);
      if (found.isEmpty() && entry.isPresent()) {
        entry = file.inline(repository.registry());
        found = entry.flatMap(this::credential);
      }
      if (found.isPresent()) {
        tell(repository, entry.orElseThrow().origin(), found.get());
        return found;
      }
    }
    if (told.add(repository.registry())) {
      log.explain(() -> "no credentials for %s in %s".formatted(repository.registry(), names()));
    }
    return Optional.empty();
  }

  private Optional<Credential> credential(CredentialEntry entry) {
    return switch (entry) {
      case CredentialEntry.Inline(_, var credential) -> Optional.of(credential);
      case CredentialEntry.Helper(var origin, var program, var server) ->
          asked.computeIfAbsent(origin + server, _ -> program.get(server, host, log));
    };
  }

  private void tell(Repository repository, String origin, Credential credential) {
    if (told.add(repository.registry() + origin)) {
      log.explain(() ->
          "credentials for %s: %s, from %s".formatted(repository.registry(), credential, origin));
    }
  }

  private String names() {
    var names = files().stream().map(AuthFile::name).toList();
    return names.isEmpty() ? "any of the usual files" : String.join(", ", names);
  }

  private synchronized List<AuthFile> files() {
    if (!read) {
      files = readAll();
      read = true;
    }
    return files;
  }

  private List<AuthFile> readAll() {
    List<AuthFile> found = new ArrayList<>();
    host.env(VARIABLE).ifPresent(json -> found.add(AuthFile.parse(VARIABLE, json.getBytes(UTF_8))));
    for (var path : paths()) {
      try (var in = Files.newInputStream(path)) {
        found.add(AuthFile.parse(path.toString(), in.readNBytes(LARGEST)));
      } catch (NoSuchFileException _) {
        // most machines have one or two of them
      } catch (IOException e) {
        throw new Failure(Kind.USAGE, "%s cannot be read".formatted(path), "check whose it is", e);
      }
    }
    return found;
  }

  private List<Path> paths() {
    List<Path> paths = new ArrayList<>();
    host.env("REGISTRY_AUTH_FILE").map(host.cwd()::resolve).ifPresent(paths::add);
    paths.add(
        host.env("DOCKER_CONFIG")
            .map(host.cwd()::resolve)
            .orElse(host.home().resolve(".docker"))
            .resolve("config.json"));
    host.env("XDG_RUNTIME_DIR")
        .map(folder -> Path.of(folder, "containers/auth.json"))
        .ifPresent(paths::add);
    paths.add(
        host.env("XDG_CONFIG_HOME")
            .map(Path::of)
            .orElse(host.home().resolve(".config"))
            .resolve("containers/auth.json"));
    return paths;
  }
}
