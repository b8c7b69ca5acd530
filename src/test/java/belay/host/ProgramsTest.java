package belay.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.peers.Hosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class ProgramsTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path folder;

  private Programs.Finished sh(String script, byte[] input, Duration limit) throws IOException {
    var programs = new Programs(Hosts.at(folder, "WORD", "hello"));
    var command = List.of("/bin/sh", "-c", script);
    return programs.run(programs.prepare(folder, command, Map.of("MORE", "again")), input, limit);
  }

  @Test
  void aProgramGetsItsInputAndTheHostsEnvironment() throws Exception {
    var ran =
        sh("read line; echo $line $WORD $MORE; echo trouble >&2; exit 3", text("you\n"), LONG);
    assertEquals(new Programs.Finished(3, "you hello again\n", "trouble"), ran);
  }

  @Test
  void aProgramThatTakesTooLongIsKilled() {
    var late = assertThrows(IOException.class, () -> sh("exec sleep 60", text(""), SHORT));
    assertEquals("/bin/sh did not end within 1 s", late.getMessage());
  }

  @Test
  void theLimitHoldsForOneThatNeverReadsItsInput() {
    var much = new byte[1 << 20];
    assertThrows(IOException.class, () -> sh("exec sleep 60", much, SHORT));
  }

  @Test
  void nobodyWaitsForWhatItLeavesInTheBackground() throws Exception {
    var ran = sh("sleep 0.3; sleep 40 & echo done", text(""), LONG);
    assertEquals(new Programs.Finished(0, "done\n", ""), ran);
  }

  @Test
  void muchOutputIsReadWhole() throws Exception {
    var ran =
        sh("head -c 3000000 /dev/zero | tr '\\0' x; head -c 300000 /dev/zero >&2", text(""), LONG);
    assertEquals(3_000_000, ran.text().length());
    assertEquals(300_000, ran.err().length());
  }

  @Test
  void oneThatEndsWithoutReadingItsInputIsNoError() throws Exception {
    assertEquals(0, sh("exit 0", new byte[1 << 20], LONG).exit());
  }

  @Test
  void nothingIsStartedFromTheWorkingDirectoryByItsNameAlone() throws Exception {
    var program = Files.writeString(folder.resolve("tool"), "#!/bin/sh\n");
    assertTrue(program.toFile().setExecutable(true));
    for (var path : List.of(".", "", ":", "bin:..")) {
      assertEquals(Optional.empty(), new Programs(Hosts.at(folder, "PATH", path)).find("tool"));
    }
    var absolute = new Programs(Hosts.at(folder, "PATH", "/nonexistent:" + folder));
    assertEquals(Optional.of(program), absolute.find("tool"));
    assertEquals(Optional.of(folder.resolve("./tool")), absolute.find("./tool"));
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }
}
