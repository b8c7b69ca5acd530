package belay.host;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Everything the program takes from its surroundings.
///
/// @param cwd the working directory, absolute
/// @param env the environment variables
/// @param streams standard input, output and error
/// @param clock what time it is
/// @param random chance, for the jitter of retries; never for secrets
public record Host(
    Path cwd,
    Map<String, String> env,
    Streams streams,
    InstantSource clock,
    RandomGenerator random) {
  private static final Path NOWHERE = Path.of("/dev/null");

  public Host {
    env = Map.copyOf(env);
  }

  /// The value of an environment variable; a variable set to nothing counts as unset.
  public Optional<String> env(String name) {
    return Optional.ofNullable(env.get(name)).filter(value -> !value.isEmpty());
  }

  /// The user's home directory. Where there is none, a place in which nothing can be: the working
  /// directory may hold a stranger's files, which must not be taken for the user's settings.
  public Path home() {
    return env("HOME").map(cwd::resolve).orElse(NOWHERE);
  }

  /// The directory for what can be made again: `$BELAY_CACHE_DIR`, else `$XDG_CACHE_HOME/belay`,
  /// else `~/.cache/belay`.
  public Path cache() {
    return env("BELAY_CACHE_DIR")
        .map(cwd::resolve)
        .orElseGet(() ->
            env("XDG_CACHE_HOME").map(Path::of).orElse(home().resolve(".cache")).resolve("belay"));
  }

  /// The surroundings of this process.
  public static Host system() {
    return new Host(
        Path.of("").toAbsolutePath(),
        environment(),
        Streams.system(),
        InstantSource.system(),
        RandomGenerator.getDefault());
  }

  /// Without `HOME` (a container, a service) the home directory is the one that the system's list
  /// of users names, for Belay and for the programs that it calls.
  private static Map<String, String> environment() {
    Map<String, String> env = new HashMap<>(System.getenv());
    var home = System.getProperty("user.home", "");
    if (env.getOrDefault("HOME", "").isEmpty() && home.startsWith("/")) {
      env.put("HOME", home);
    }
    return env;
  }
}
