package belay.registry;

import belay.host.Host;
import belay.host.Streams;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Surroundings of a test: a home in a folder, and no environment but what is given.
final class TestHost {
  private TestHost() {}

  static Host at(Path home, String... env) {
    Map<String, String> all = new HashMap<>(Map.of("HOME", home.toString()));
    for (var i = 0; i < env.length; i += 2) {
      all.put(env[i], env[i + 1]);
    }
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    var streams = new Streams(InputStream.nullInputStream(), nowhere, nowhere, false, false, false);
    return new Host(
        home, all, streams, InstantSource.system(), RandomGenerator.of("L64X128MixRandom"));
  }
}
