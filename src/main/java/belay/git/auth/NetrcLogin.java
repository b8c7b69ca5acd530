package belay.git.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.git.run.GitUrl;
import belay.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// `$NETRC`, else `~/.netrc`.
record NetrcLogin(Host host, GitUrl url) {
  CredentialSource source() {
    return new CredentialSource(file().toString(), this::find);
  }

  private Path file() {
    return host.env("NETRC").map(host.cwd()::resolve).orElse(host.home().resolve(".netrc"));
  }

  private Optional<Login> find() {
    if (!Files.isReadable(file())) {
      return Optional.empty();
    }
    try {
      return find(Files.readString(file(), UTF_8));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// The entry of the machine, else the `default` one.
  private Optional<Login> find(String text) {
    Map<String, Map<String, String>> entries = new HashMap<>();
    var entry = new HashMap<String, String>();
    var words =
        text.replaceAll("(?m)^\\s*#.*$", "").replaceAll("(?s)\\bmacdef\\b.*?(\n\n|$)", "\n");
    var tokens = words.strip().split("\\s+");
    for (var i = 0; i < tokens.length; i++) {
      switch (tokens[i]) {
        case "default" -> {
          entry = new HashMap<>();
          entries.putIfAbsent("", entry);
        }
        case "machine" -> {
          entry = new HashMap<>();
          i++;
          entries.putIfAbsent(i < tokens.length ? tokens[i] : "", entry);
        }
        case "login", "password", "account" -> {
          var name = tokens[i];
          i++;
          entry.put(name, i < tokens.length ? tokens[i] : "");
        }
        default -> {}
      }
    }
    return Optional.ofNullable(entries.getOrDefault(url.host(), entries.get("")))
        .filter(found -> found.containsKey("login") && found.containsKey("password"))
        .filter(found -> url.user().isEmpty() || url.user().get().equals(found.get("login")))
        .map(found ->
            new Login(found.getOrDefault("login", ""), found.getOrDefault("password", "")));
  }
}
