package belay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `./belay` in a copy of the sources that nobody has built yet, in a folder with a space in its
/// name.
final class LauncherTest {
  private static final String BUILDING = "belay: building";

  @TempDir static Path folder;
  private static Path root;
  private static Ran first;

  private record Ran(int code, String out, String err) {}

  @BeforeAll
  static void buildOnFirstUse() throws Exception {
    root = Files.createDirectories(folder.resolve("a clone"));
    for (var name : List.of("belay", "release", "LICENSE", "pom.xml", "src/main")) {
      copy(Path.of(name), root.resolve(name));
    }
    first = run("", "version");
  }

  @Test
  void theFirstUseBuildsAndAnswers() {
    assertEquals(0, first.code(), first.err());
    assertTrue(first.out().matches("belay \\d+\\.\\d+\\.\\d+\n"), first.out());
    assertTrue(first.err().startsWith(BUILDING), first.err());
    assertTrue(Files.isRegularFile(root.resolve("target/run/belay.aot")), "the start-up cache");
  }

  @Test
  void theNextUseBuildsNothingAndSaysNothingElse() throws Exception {
    var ran = run("", "help");
    assertEquals(0, ran.code());
    assertEquals("", ran.err());
    assertTrue(ran.out().startsWith("belay delivers container images"), ran.out());
  }

  @Test
  void aChangeIsBuilt() throws Exception {
    var source = root.resolve("src/main/java/belay/Main.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
    Thread.sleep(1100);
    assertTrue(run("", "version").err().startsWith(BUILDING));
    assertFalse(run("", "version").err().startsWith(BUILDING));
  }

  @Test
  void streamsArgumentsAndExitCodesPassThrough() throws Exception {
    var ran = run("A/b:1\n", "digest", "--file", "-", "-o", "json");
    assertEquals(2, ran.code());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("standard input:1: not an image repository"), ran.err());
    assertEquals(2, run("", "no such command").code());
  }

  /// Each is a moment of the demo: before anything is written, while it pushes, while it commits.
  /// It runs interpreted, so slowly that it cannot end before the signal arrives.
  @ParameterizedTest
  @ValueSource(strings = {"taken over", "belay push", "belay deploy"})
  void signalsReachTheProgramWhichCleansUp(String moment) throws Exception {
    var temporary = Files.createTempDirectory(folder, "tmp");
    var builder = builder("demo");
    builder.environment().put("BELAY_JAVA_OPTS", "-Xint -Djava.io.tmpdir=" + temporary);
    var process = builder.start();
    var shown = new StringBuilder();
    try (var out = process.inputReader(UTF_8)) {
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        shown.append(line).append('\n');
        if (line.contains(moment)) {
          process.toHandle().destroy();
        }
      }
    }
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    assertEquals(130, process.exitValue(), shown::toString);
    assertFalse(shown.toString().contains("error:"), shown::toString);
    try (var left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
  }

  /// Unpacked as the generated pipelines do, where no Java is to be found.
  @Test
  void aReleaseArchiveNeedsNothingInstalled() throws Exception {
    var archive = Path.of(shell(root, "release/run").strip());
    assertTrue(
        archive.toString().matches("target/belay-[0-9.]+-linux-.+\\.tar\\.gz"), "" + archive);
    shell(root.resolve("target"), "sha256sum --check --quiet *.tar.gz.sha256");
    var unpacked = Files.createDirectories(folder.resolve("un packed"));
    shell(unpacked, "tar -xzf '%s' --strip-components=1".formatted(root.resolve(archive)));
    Files.createSymbolicLink(folder.resolve("bin-belay"), unpacked.resolve("bin/belay"));
    var temporary = Files.createTempDirectory(folder, "tmp");
    var alone =
        "env -i PATH=/usr/bin:/bin BELAY_JAVA_OPTS='-XX:AOTMode=on -Djava.io.tmpdir=%s' ./bin-belay "
            .formatted(temporary);
    assertTrue(shell(folder, alone + "version").startsWith("belay "));
    assertTrue(shell(folder, alone + "demo").contains("$ belay history"));
    try (var left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
  }

  private static String shell(Path cwd, String command) throws Exception {
    var process =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", command)
            .directory(cwd.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), out);
    return out;
  }

  @Test
  void aLinkOnThePathWorks() throws Exception {
    var link = Files.createSymbolicLink(folder.resolve("belay-link"), root.resolve("belay"));
    var process = new ProcessBuilder(link.toString(), "version").start();
    assertTrue(new String(process.getInputStream().readAllBytes(), UTF_8).startsWith("belay "));
    assertEquals(0, process.waitFor());
  }

  private static ProcessBuilder builder(String... arguments) {
    var command = new ArrayList<>(List.of(root.resolve("belay").toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).directory(folder.toFile());
  }

  private static Ran run(String input, String... arguments)
      throws IOException, InterruptedException {
    var errors = Files.createTempFile(folder, "err", "");
    var process = builder(arguments).redirectError(errors.toFile()).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(UTF_8));
    }
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ran(process.waitFor(), out, Files.readString(errors));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        var target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (Files.isRegularFile(file)) {
          Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}
