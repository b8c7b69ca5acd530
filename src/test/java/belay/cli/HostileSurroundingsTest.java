package belay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.cli.terminal.Printable;
import belay.host.AnswerStream;
import belay.host.Host;
import belay.host.Interrupts;
import belay.host.Streams;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Names that others chose, places that swallow what is written, variables that say odd things.
final class HostileSurroundingsTest {
  @TempDir Path folder;

  private static Host host(Path folder, OutputStream out, PrintStream err) {
    var answer = new AnswerStream(out);
    var streams = new Streams(InputStream.nullInputStream(), answer, err, false, false, false);
    return new Host(folder, Map.of(), streams, InstantSource.system(), new Random());
  }

  @Test
  void namesInALayoutCannotPaintOnTheTerminalOrMakeUpLines() throws Exception {
    var entry =
        """
        {"mediaType": "application/vnd.oci.image.manifest.v1+json", "size": 2,
         "digest": "sha256:%s",
         "annotations": {"org.opencontainers.image.ref.name": "x\\u001b[31m\\u202e\\r\\nerror: y"}}
        """
            .formatted("5f".repeat(32));
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\": \"1.0.0\"}");
    Files.writeString(
        folder.resolve("index.json"),
        "{\"schemaVersion\": 2, \"manifests\": [%s, %s]}"
            .formatted(entry, entry.replace("5f", "6f")));

    var ran = Ran.in(folder, "push", ".", "127.0.0.1:1/a:1");

    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("x?[31m?\r\n    error: y"), ran.err());
  }

  @Test
  void lettersAndLineEndsStayAsTheyAre() {
    assertEquals("a\tb\r\nc ü 日\n", Printable.of("a\tb\r\nc ü 日\n"));
    assertEquals("a?b?c?", Printable.of("a\rb\u0000c\u009b"));
  }

  @Test
  void anAnswerThatAFullDiskSwallowsIsAnError() throws Exception {
    var err = new ByteArrayOutputStream();
    try (var full = new FileOutputStream("/dev/full")) {
      var code = Cli.run(host(folder, full, new PrintStream(err, true, UTF_8)), "help");
      assertEquals(1, code);
    }
    assertEquals(
        """
        error: the answer could not be written to standard output
          cause: No space left on device
          help: check where it goes: a full disk?
        """,
        err.toString(UTF_8));
  }

  @Test
  void anInterruptionIsToldInTheFormAskedFor() {
    var err = new ByteArrayOutputStream();
    var host = host(folder, OutputStream.nullOutputStream(), new PrintStream(err, true, UTF_8));
    var standing = new Interrupts.Standing("interrupted; pushed: commit 1234", "git pull");
    Cli.interrupted(host, standing, "push", "layout", "registry.example.com/api", "-o", "json");
    assertTrue(err.toString(UTF_8).contains("pushed: commit 1234"), err.toString(UTF_8));
    assertTrue(err.toString(UTF_8).contains("\"kind\" : \"interrupted\""), err.toString(UTF_8));
  }

  @Test
  void theFlagDecidesOnTheFormOfErrorsBeforeTheVariable() {
    var variables = Map.of("BELAY_OUTPUT", "json");
    assertTrue(Ran.in(folder, variables, "digest").err().startsWith("{"));
    assertTrue(Ran.in(folder, variables, "digest", "-o", "text").err().startsWith("error: "));
    assertTrue(Ran.in(folder, variables, "digest", "--output=yaml").err().startsWith("error: "));
  }

  @Test
  void switchesMayBeSetAsOneAndZero() {
    assertEquals("no image given", what("1"));
    assertEquals("no image given", what("0"));
    assertEquals("no image given", what("true"));
    assertEquals("invalid value for option '--full': 'maybe' is not a boolean", what("maybe"));
  }

  @Test
  void aListWithoutEndIsRefused() {
    var ran = Ran.in(folder, "digest", "--file", "/dev/zero");
    assertEquals(3, ran.code());
    assertTrue(ran.err().startsWith("error: /dev/zero:1: more than 100000 lines"), ran.err());
  }

  @Test
  void aListMayHaveCommentsAndOtherLineEnds() {
    var list = "# mine\r\n\r\n  127.0.0.1:1/a:1 \r\nno good\r\n";
    var ran = Ran.fed(folder, Map.of(), list, "digest", "--file", "-");
    assertTrue(ran.err().startsWith("error: standard input:4: "), ran.err());
  }

  @Test
  void aFolderIsNoService() throws Exception {
    Files.createDirectories(folder.resolve(".git"));
    var values = folder.resolve("environments/staging/values");
    Files.createDirectories(values.resolve("folder.yaml"));
    Files.writeString(values.resolve("api.yaml"), "");
    var ran = Ran.in(folder, "__complete", "deploy", "--env", "staging", "");
    assertEquals("api\n", ran.out());
  }

  private String what(String full) {
    var ran = Ran.in(folder, Map.of("BELAY_FULL", full), "digest");
    assertEquals(2, ran.code());
    return ran.err().lines().findFirst().orElse("").replace("error: ", "");
  }
}
