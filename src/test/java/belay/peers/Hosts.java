package belay.peers;

import belay.host.Host;
import belay.host.Streams;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Surroundings of tests: no environment but what is given, nothing to read, and nobody who
/// listens.
public final class Hosts {
  /// The time that it always is for [#still].
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private Hosts() {}

  /// A home, which is the working directory as well.
  ///
  /// @param env names and values of variables by turns
  public static Host at(Path home, String... env) {
    return with(home, variables(home, env));
  }

  /// Exactly these variables.
  public static Host with(Path cwd, Map<String, String> env) {
    return host(cwd, env, InstantSource.system());
  }

  /// No home, at a time that stands still: 2026-11-24, noon UTC.
  public static Host still(String... env) {
    var nowhere = Path.of("/nonexistent");
    return host(nowhere, variables(nowhere, env), InstantSource.fixed(NOON));
  }

  private static Map<String, String> variables(Path home, String... env) {
    Map<String, String> all = new HashMap<>(Map.of("HOME", home.toString()));
    for (var i = 0; i < env.length; i += 2) {
      all.put(env[i], env[i + 1]);
    }
    return all;
  }

  private static Host host(Path cwd, Map<String, String> env, InstantSource clock) {
    var nobody = new PrintStream(OutputStream.nullOutputStream());
    var streams = new Streams(InputStream.nullInputStream(), nobody, nobody, false, false, false);
    return new Host(cwd, env, streams, clock, RandomGenerator.of("L64X128MixRandom"));
  }
}
