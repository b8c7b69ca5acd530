package belay.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HostTest {
  private static Host host(Map<String, String> env) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    var in = InputStream.nullInputStream();
    var streams = new Streams(in, nowhere, nowhere, false, false, false);
    return new Host(Path.of("/work"), env, streams, InstantSource.system(), new Random());
  }

  @Test
  void settingsOfTheWorkingDirectoryAreNeverTakenForTheUsers() {
    var homeless = host(Map.of());
    assertFalse(homeless.home().startsWith(homeless.cwd()));
    assertFalse(homeless.cache().startsWith(homeless.cwd()));
    assertFalse(Files.exists(homeless.home().resolve(".gitconfig")));
    assertEquals(host(Map.of("HOME", "")).home(), homeless.home());
  }

  @Test
  void theHomeDirectoryIsHome() {
    assertEquals(Path.of("/home/ada"), host(Map.of("HOME", "/home/ada")).home());
    assertEquals(Path.of("/home/ada/.cache/belay"), host(Map.of("HOME", "/home/ada")).cache());
  }

  @Test
  void theProcessHasAHomeWheneverTheSystemKnowsOne() {
    assertTrue(Host.system().env("HOME").isPresent());
  }
}
