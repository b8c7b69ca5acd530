package belay.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.git.cache.CacheFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever happens to the cache, the next run succeeds.
final class CacheTest {
  @TempDir Path folder;
  private Sandbox sandbox;
  private Path bare;
  private String url;

  @BeforeEach
  void aWarmCache() {
    sandbox = new Sandbox(folder);
    bare = sandbox.bare("gitops.git");
    url = "file://" + bare;
    try (var repo = sandbox.open(url)) {
      Sandbox.write(repo, Sandbox.FILE, "first\n");
    }
  }

  private Path root() {
    return sandbox.host().cache().resolve("git");
  }

  private Path cache() throws IOException {
    try (var all = Files.list(root())) {
      return all.filter(file -> file.toString().endsWith(".git")).findFirst().orElseThrow();
    }
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(suffix))
          .toList();
    }
  }

  enum Harm {
    NO_PACKS,
    CUT_PACKS,
    EMPTY_REFS,
    GARBAGE_CONFIG,
    NO_OBJECTS,
    EMPTY_LOOSE_OBJECTS,
    NO_HEAD,
    GARBAGE_SHALLOW;

    void doTo(Path cache) throws IOException {
      switch (this) {
        case NO_PACKS -> {
          for (var file : files(cache.resolve("objects/pack"), "")) {
            Files.delete(file);
          }
        }
        case CUT_PACKS -> {
          for (var pack : files(cache, ".pack")) {
            pack.toFile().setWritable(true);
            Files.write(pack, Arrays.copyOf(Files.readAllBytes(pack), 20));
          }
        }
        case EMPTY_REFS -> {
          for (var ref : files(cache.resolve("refs"), "")) {
            Files.write(ref, new byte[0]);
          }
        }
        case GARBAGE_CONFIG -> Files.writeString(cache.resolve("config"), "[core\nx");
        case NO_OBJECTS -> CacheFiles.delete(cache.resolve("objects"));
        case EMPTY_LOOSE_OBJECTS -> {
          for (var object : files(cache.resolve("objects"), "")) {
            object.toFile().setWritable(true);
            if (!object.toString().contains("/pack/")) {
              Files.write(object, new byte[0]);
            }
          }
        }
        case NO_HEAD -> Files.delete(cache.resolve("HEAD"));
        case GARBAGE_SHALLOW -> Files.writeString(cache.resolve("shallow"), "garbage\n");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBrokenCacheIsFetchedAnew(Harm harm) throws Exception {
    harm.doTo(cache());
    try (var repo = sandbox.open(url)) {
      Sandbox.write(repo, Sandbox.FILE, "second\n");
      assertEquals("second\n", Sandbox.text(repo.read(repo.tip().id(), Sandbox.FILE)));
    }
    assertEquals("second", sandbox.git(bare, "show", "main:" + Sandbox.FILE));
    sandbox.assertSound(cache());
  }

  @Test
  void aFolderThatOthersMayWriteToIsNotUsed() throws Exception {
    CacheFiles.delete(root());
    Files.createDirectory(root());
    Files.setPosixFilePermissions(root(), PosixFilePermissions.fromString("rwxrwxrwx"));
    try (var repo = sandbox.open(url)) {
      Sandbox.write(repo, Sandbox.FILE, "second\n");
    }
    assertEquals("second", sandbox.git(bare, "show", "main:" + Sandbox.FILE));
    try (var files = Files.list(root())) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void theFolderIsTheUsersAlone() throws Exception {
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(root())));
  }

  @Test
  void locksOfAKilledRunAreRemoved() throws Exception {
    var cache = cache();
    Files.createFile(cache.resolve("refs/remotes/origin/main.lock"));
    Files.createFile(cache.resolve("shallow.lock"));
    Files.writeString(Path.of(cache.toString().replaceAll("git$", "lock")), "1");
    sandbox.commitElsewhere(bare, "main", "x", "x\n");
    try (var repo = sandbox.open(url)) {
      assertTrue(Sandbox.write(repo, Sandbox.FILE, "second\n").pushed());
    }
    assertEquals(List.of(), files(cache, ".lock"));
  }

  @Test
  void aCacheThatOthersUseIsNotDeletedUnderThem() throws Exception {
    try (var other = sandbox.open(url)) {
      var tip = other.tip();
      Harm.EMPTY_REFS.doTo(cache());
      try (var repo = sandbox.open(url)) {
        assertTrue(Sandbox.write(repo, Sandbox.FILE, "second\n").pushed());
      }
      assertEquals("first\n", Sandbox.text(other.read(tip.id(), Sandbox.FILE)));
    }
  }

  @Test
  void manyFetchesDoNotPileUp() throws Exception {
    for (var n = 0; n < 60; n++) {
      var pack = cache().resolve("objects/pack");
      Files.write(pack.resolve("pack-%040d.pack".formatted(n)), new byte[0]);
    }
    try (var repo = sandbox.open(url)) {
      repo.tip();
    }
    assertEquals(1, files(cache(), ".pack").size());
  }

  @Test
  void aDeepCacheIsRepackedAndStaysDeep() throws Exception {
    try (var repo = sandbox.open(url)) {
      repo.timeline();
      for (var n = 0; n < 55; n++) {
        sandbox.git(bare, "commit-tree", "-m", "x" + n, "-p", "main", "main^{tree}");
        var next = sandbox.git(bare, "commit-tree", "-m", "x" + n, "-p", "main", "main^{tree}");
        sandbox.git(bare, "update-ref", "refs/heads/main", next);
        repo.tip();
      }
      assertTrue(files(cache(), ".pack").size() < 20, files(cache(), ".pack").toString());
      assertEquals(
          sandbox.git(bare, "rev-list", "--count", "main"), String.valueOf(repo.timeline().size()));
    }
    sandbox.assertSound(cache());
  }

  @Test
  void onlyTheCachesUsedLastAreKept() throws Exception {
    IntStream.range(0, 30)
        .forEach(n -> {
          try {
            Files.createDirectories(root().resolve("old" + n + ".git/objects"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    var second = sandbox.bare("second.git");
    try (var repo = sandbox.open("file://" + second)) {
      repo.tip();
    }
    try (var all = Files.list(root())) {
      var left = all.filter(file -> file.toString().endsWith(".git")).toList();
      assertTrue(left.size() <= 20, left.size() + " left");
      assertTrue(left.stream().anyMatch(file -> file.toString().contains("gitops")));
      assertTrue(left.stream().anyMatch(file -> file.toString().contains("second")));
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsNoHindrance() throws Exception {
    var taken = folder.resolve("taken");
    Files.writeString(taken, "a file, not a folder");
    sandbox.with("BELAY_CACHE_DIR", taken.toString());
    try (var repo = sandbox.open(url)) {
      assertTrue(Sandbox.write(repo, Sandbox.FILE, "second\n").pushed());
    }
    assertFalse(Files.isDirectory(taken));
  }

  @Test
  void theCacheIsNobodyElsesToRead() throws Exception {
    var permissions = Files.getPosixFilePermissions(root());
    assertEquals("rwx------", PosixFilePermissions.toString(permissions));
  }
}
