package belay.layout.tar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.layout.Tar;
import belay.layout.tree.FileTree;
import belay.peers.Peer;
import belay.peers.Tool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TarTest {
  @TempDir Path temp;

  private TarTree tree(byte[] bytes) throws IOException {
    var file = temp.resolve("a.tar");
    Files.write(file, bytes);
    return new TarTree(ArchiveFile.open(file));
  }

  private static byte[] read(FileTree tree, String path) throws IOException {
    try (var in = tree.find(path).orElseThrow().from(0)) {
      return in.readAllBytes();
    }
  }

  private static String text(FileTree tree, String path) throws IOException {
    return new String(read(tree, path), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "posix", "oldgnu"})
  void longNamesAreRead(String format) throws Exception {
    Peer.require("tar");
    var folder = "d".repeat(120) + "/" + "é".repeat(90);
    Files.createDirectories(temp.resolve("in").resolve(folder));
    Files.writeString(temp.resolve("in").resolve(folder).resolve("file"), "hello");
    Files.createSymbolicLink(temp.resolve("in/link"), Path.of(folder + "/file"));
    Files.writeString(temp.resolve("in/z"), "last");
    Tool.run(temp.resolve("in"), "tar", "--format=" + format, "-cf", "../t.tar", ".");
    try (var tree = new TarTree(ArchiveFile.open(temp.resolve("t.tar")))) {
      assertEquals("hello", text(tree, folder + "/file"));
      assertEquals("hello", text(tree, "link"));
      assertEquals("last", text(tree, "z"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--format=gnu",
        "--format=posix --sparse-version=0.0",
        "--format=posix --sparse-version=0.1",
        "--format=posix --sparse-version=1.0"
      })
  void sparseFilesAreRefusedWithTheCure(String options) throws Exception {
    Peer.require("tar");
    try (var out = new RandomAccessFile(temp.resolve("sparse").toFile(), "rw")) {
      out.setLength(70_000_000);
    }
    Tool.run(temp, ("tar " + options + " --sparse -cf t.tar sparse").split(" "));
    try (var archive = ArchiveFile.open(temp.resolve("t.tar"))) {
      var failure = assertThrows(Failure.class, () -> new TarTree(archive));
      assertEquals(
          "sparse in \"%s\" is a sparse file, without its holes".formatted(archive.where()),
          failure.what());
      assertEquals("make the archive again without --sparse (-S)", failure.help());
    }
  }

  @Test
  void linksAreFollowedWithinTheArchive() throws Exception {
    var tar =
        new Tar()
            .file("./a/layer.tar", "data")
            .link('2', "b/layer.tar", "../a/layer.tar")
            .link('1', "c/layer.tar", "a/layer.tar")
            .link('2', "d", "b/layer.tar")
            .link('2', "out", "../../etc/passwd")
            .link('2', "root", "/etc/passwd")
            .link('2', "x", "y")
            .link('2', "y", "x")
            .end();
    try (var tree = tree(tar)) {
      for (var path : new String[] {"a/layer.tar", "b/layer.tar", "c/layer.tar", "d"}) {
        assertEquals("data", text(tree, path));
      }
      for (var path : new String[] {"out", "root", "x"}) {
        var failure = assertThrows(Failure.class, () -> tree.find(path));
        assertTrue(failure.what().contains("is not a file"), failure.what());
      }
    }
  }

  @Test
  void namesThatEscapeAreNotThere() throws Exception {
    try (var tree =
        tree(new Tar().file("../up", "1").file("/abs", "2").file("a/../b", "3").end())) {
      assertEquals(Optional.empty(), tree.find("up"));
      assertEquals(Optional.empty(), tree.find("../up"));
      assertEquals(Optional.empty(), tree.find("abs"));
      assertEquals("3", text(tree, "b"));
    }
  }

  @Test
  void theLastOfTwoFilesWithOneNameCounts() throws Exception {
    try (var tree = tree(new Tar().file("a", "old").file("./a", "new").end())) {
      assertEquals("new", text(tree, "a"));
    }
  }

  @Test
  void paxRecordsReplaceWhatTheHeaderSays() throws Exception {
    var tar = new Tar().pax("path", "real/name").file("short", "data").file("next", "more").end();
    try (var tree = tree(tar)) {
      assertEquals("data", text(tree, "real/name"));
      assertEquals(Optional.empty(), tree.find("short"));
      assertEquals("more", text(tree, "next"));
    }
  }

  @Test
  void aSizeInBase256IsRead() throws Exception {
    var header = Tar.header("big", '0', "", 0);
    var sum = sum(header);
    for (var i = 124; i < 135; i++) {
      sum -= header[i];
      header[i] = 0;
    }
    header[124] = (byte) 0x80;
    header[135] = 5;
    System.arraycopy("%06o\0 ".formatted(sum + 0x80 + 5).getBytes(UTF_8), 0, header, 148, 8);
    var tar = new byte[1536];
    System.arraycopy(header, 0, tar, 0, 512);
    System.arraycopy("12345".getBytes(UTF_8), 0, tar, 512, 5);
    try (var tree = tree(tar)) {
      assertEquals("12345", text(tree, "big"));
    }
  }

  private static int sum(byte[] header) {
    var sum = 0;
    for (var i = 0; i < header.length; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    return sum;
  }

  @Test
  void aTruncatedArchiveIsDamaged() throws Exception {
    var whole = new Tar().file("a", "x".repeat(2000)).end();
    var failure = assertThrows(Failure.class, () -> tree(Arrays.copyOf(whole, 1024)));
    assertEquals(Kind.REFUSED, failure.kind());
    assertEquals("the archive \"%s\" is damaged".formatted(temp.resolve("a.tar")), failure.what());
    assertEquals("it ends after 1024 bytes, in the middle of a file", failure.causes().getFirst());
  }

  @Test
  void anExtendedHeaderWithoutEndIsNotRead() throws Exception {
    var header = Tar.header("pax", 'x', "", 1L << 32);
    var file = temp.resolve("bomb.tar");
    try (var out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(header);
      out.setLength(1L << 33);
    }
    var failure = assertThrows(Failure.class, () -> new TarTree(ArchiveFile.open(file)));
    assertEquals("an extended header has 4294967296 bytes", failure.causes().getFirst());
  }

  @Test
  void moreFilesThanAnImageCanHaveAreRefused() throws Exception {
    var tar = new Tar();
    for (var i = 0; i <= 100_000; i++) {
      tar.file("f" + i, "");
    }
    var failure = assertThrows(Failure.class, () -> tree(tar.end()));
    assertEquals("it has more files than an image can have", failure.causes().getFirst());
  }
}
