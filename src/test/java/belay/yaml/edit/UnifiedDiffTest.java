package belay.yaml.edit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.yaml.image.Invented;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnifiedDiffTest {
  @TempDir Path directory;

  @Test
  void looksLikeGits() {
    var before = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\nn\n";
    var after = "a\nb\nc\nd\nE\nf\ng\nh\ni\nj\nk\nm\nn\no";
    assertEquals(
        """
        --- a/v.yaml
        +++ b/v.yaml
        @@ -2,13 +2,13 @@
         b
         c
         d
        -e
        +E
         f
         g
         h
         i
         j
         k
        -l
         m
         n
        +o
        \\ No newline at end of file
        """,
        diff(before, after));
  }

  @Test
  void changesFarApartAreHunksOfTheirOwn() {
    var before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
    var diff = diff(before, "one\n2\n3\n4\n5\n6\n7\n8\nnine\n");
    assertEquals(2, diff.lines().filter(line -> line.startsWith("@@")).count());
    assertTrue(diff.contains("@@ -1,4 +1,4 @@\n-1\n+one\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n"), diff);
  }

  @Test
  void equalFilesHaveNoDiff() {
    assertEquals("", diff("a\n", "a\n"));
    assertEquals("", diff("", ""));
  }

  @Test
  void carriageReturnsAndMissingLineBreaksAreShown() {
    assertEquals(
        """
        --- a/v.yaml
        +++ b/v.yaml
        @@ -1,2 +1,2 @@
         a\r
        -b
        \\ No newline at end of file
        +b\r
        """,
        diff("a\r\nb", "a\r\nb\r\n"));
  }

  @Test
  void aFileThatComesUpIsCountedFromZero() {
    assertTrue(diff("", "a\n").contains("@@ -0,0 +1 @@\n+a\n"));
    assertTrue(diff("a\nb\n", "").contains("@@ -1,2 +0,0 @@\n-a\n-b\n"));
  }

  @Test
  void fewLinesAreMarked() {
    var before = "x\nimage:\n  repository: a\n  tag: b\n  digest: c\ny\n";
    var after = "x\nimage:\n  repository: a\n  digest: d\ny\n";
    var marked =
        diff(before, after).lines().skip(2).filter(l -> l.startsWith("-") || l.startsWith("+"));
    assertEquals(List.of("-  tag: b", "-  digest: c", "+  digest: d"), marked.toList());
  }

  @Test
  void hugeDifferencesEndSoon() {
    var before = new StringBuilder();
    var after = new StringBuilder();
    for (var i = 0; i < 100_000; i++) {
      before.append("a").append(i).append('\n');
      after.append("b").append(i).append('\n');
    }
    assertEquals(200_003, diff(before.toString(), after.toString()).lines().count());
  }

  /// One `git apply` for many files: every diff is of a file of its own.
  @Test
  void gitAppliesThem() throws Exception {
    var random = new Random(3);
    var patch = new StringBuilder();
    List<byte[]> expected = new ArrayList<>();
    for (var i = 0; i < 400; i++) {
      var before = i % 2 == 0 ? Invented.from(i).text() : invent(random);
      var after = mutate(before, random);
      Files.writeString(directory.resolve("f" + i), before);
      patch.append(UnifiedDiff.of("f" + i, before.getBytes(UTF_8), after.getBytes(UTF_8)));
      expected.add(after.getBytes(UTF_8));
    }
    Files.writeString(directory.resolve("all.patch"), patch);
    git("init", "-q");
    git("apply", "--whitespace=nowarn", "all.patch");
    for (var i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), Files.readAllBytes(directory.resolve("f" + i)), "f" + i);
    }
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-c", "core.autocrlf=false"));
    command.addAll(List.of(arguments));
    var log = directory.resolve("git.log");
    var process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertTrue(process.waitFor(1, TimeUnit.MINUTES), "git ended");
    assertEquals(0, process.exitValue(), Files.readString(log));
  }

  private static String invent(Random random) {
    var text = new StringBuilder();
    for (var i = 1 + random.nextInt(60); i > 0; i--) {
      text.append((char) ('a' + random.nextInt(4))).append(random.nextInt(9) == 0 ? "\r\n" : "\n");
    }
    return random.nextBoolean() ? text + "end" : text.toString();
  }

  /// Drops, repeats, and changes lines; never all of them, since git would remove the file.
  private static String mutate(String text, Random random) {
    var out = new StringBuilder(random.nextBoolean() ? "new\n" : "");
    for (var line : text.split("(?<=\n)")) {
      switch (random.nextInt(12)) {
        case 0 -> {}
        case 1 -> out.append(line).append(line.endsWith("\n") ? line : "\n" + line);
        case 2 -> out.append("changed ").append(line);
        default -> out.append(line);
      }
    }
    return out.isEmpty() ? "left" : out.toString();
  }

  private static String diff(String before, String after) {
    return UnifiedDiff.of("v.yaml", before.getBytes(UTF_8), after.getBytes(UTF_8));
  }
}
