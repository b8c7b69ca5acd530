package belay.host;

import java.nio.file.Path;
import java.time.InstantSource;
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
  public Host {
    env = Map.copyOf(env);
  }

  /// The value of an environment variable; a variable set to nothing counts as unset.
  public Optional<String> env(String name) {
    return Optional.ofNullable(env.get(name)).filter(value -> !value.isEmpty());
  }

  /// The user's home directory; the working directory where there is none (a container without
  /// `HOME`).
  public Path home() {
    return env("HOME").map(Path::of).orElse(cwd);
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
        System.getenv(),
        Streams.system(),
        InstantSource.system(),
        RandomGenerator.getDefault());
  }
}
