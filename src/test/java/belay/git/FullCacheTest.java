package belay.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.LocalTrouble;
import belay.git.location.GitSettings;
import belay.host.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The cache of repositories on a disk without space, on a real one of few blocks.
final class FullCacheTest {
  @TempDir Path folder;
  private Sandbox sandbox;
  private Path bare;
  private Path cache;
  private boolean mounted;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void aSmallDisk() throws Exception {
    sandbox = new Sandbox(folder);
    bare = sandbox.bare("gitops.git");
    cache = Files.createDirectories(sandbox.host().cache());
    mounted = ran("mount", "-t", "tmpfs", "-o", "size=256k,mode=700", "none", cache.toString());
    Assumptions.assumeTrue(mounted, "no file system may be mounted here");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertTrue(ran("umount", "-l", cache.toString()));
    }
  }

  private static boolean ran(String... command) throws Exception {
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return process.waitFor() == 0;
  }

  private final class Warnings implements Log {
    @Override
    public void warn(String message) {
      warnings.add(message);
    }

    @Override
    public void note(String message) {}

    @Override
    public void explain(Supplier<String> message) {}

    @Override
    public void trace(Supplier<String> message) {}
  }

  private void fillUp(int leave) throws IOException {
    var filler = cache.resolve("filler");
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(new byte[1024]);
      }
    } catch (IOException e) {
      assertEquals(LocalTrouble.NO_SPACE, LocalTrouble.of(e).orElseThrow());
    }
    try (var channel =
        java.nio.channels.FileChannel.open(filler, java.nio.file.StandardOpenOption.WRITE)) {
      channel.truncate(Math.max(0, channel.size() - leave));
    }
  }

  private void deploysWithoutIt() {
    try (var repo =
        GitRepo.open(sandbox.host(), new Warnings(), GitSettings.of("file://" + bare))) {
      assertTrue(Sandbox.write(repo, Sandbox.FILE, "new\n").pushed());
    }
    assertEquals("new", sandbox.git(bare, "show", "main:" + Sandbox.FILE));
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(warnings.getFirst().startsWith("going on without the cache in " + cache));
    assertTrue(warnings.getFirst().endsWith(": there is no space left"), warnings.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4096, 8192, 16384, 24576, 32768})
  void aNewCache(int leave) throws Exception {
    sandbox.commitElsewhere(bare, "main", "large", incompressible());
    fillUp(leave);
    deploysWithoutIt();
  }

  @Test
  void aCacheOfAnEarlierRun() throws Exception {
    try (var repo = sandbox.open("file://" + bare)) {
      repo.tip();
    }
    sandbox.commitElsewhere(bare, "main", "large", incompressible());
    fillUp(0);
    deploysWithoutIt();
  }

  private static String incompressible() {
    var random = new java.util.Random(1);
    var text = new StringBuilder();
    for (var i = 0; i < 100_000; i++) {
      text.append((char) ('!' + random.nextInt(90)));
    }
    return text.toString();
  }
}
