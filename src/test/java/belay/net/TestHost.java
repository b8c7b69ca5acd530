package belay.net;

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

/// Surroundings of a test: no environment but what is given, at a time that stands still.
final class TestHost {
  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private TestHost() {}

  static Host with(String... env) {
    Map<String, String> all = new HashMap<>(Map.of("HOME", "/nonexistent"));
    for (var i = 0; i < env.length; i += 2) {
      all.put(env[i], env[i + 1]);
    }
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    return new Host(
        Path.of("/"),
        all,
        new Streams(InputStream.nullInputStream(), nowhere, nowhere, false, false, false),
        InstantSource.fixed(NOW),
        RandomGenerator.of("L64X128MixRandom"));
  }
}
