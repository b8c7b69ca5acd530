package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.git.history.Timeline;
import belay.git.object.FileDelta;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever happened to the repository or to the index since it was written, an answer with it is
/// the answer without it.
final class HistoryIndexTest {
  private static final int ROUNDS = Integer.getInteger("index.rounds", 40);
  private static final List<String> PATHS = List.of("a.yaml", "b.yaml", "notes.txt");

  @TempDir Path folder;
  private Sandbox sandbox;
  private Path bare;
  private Random random;
  private int clock;
  private int homes;

  @BeforeEach
  void aRepository() {
    sandbox = new Sandbox(folder);
    bare = sandbox.emptyBare("gitops.git");
    random = new Random(Long.getLong("index.seed", 7));
    clock = 1_700_000_000;
    commit("main", "first", List.of());
  }

  /// Adds a commit with one changed file; without parents it has none.
  private void commit(String branch, String subject, List<String> parents) {
    var stream = new StringBuilder();
    clock += random.nextInt(100);
    stream.append(
        "commit refs/heads/%s\ncommitter Ada <ada@example.com> %d +0000\ndata %d\n%s\n"
            .formatted(branch, clock, subject.length(), subject));
    for (var i = 0; i < parents.size(); i++) {
      stream.append(i == 0 ? "from " : "merge ").append(parents.get(i)).append('\n');
    }
    var path = PATHS.get(random.nextInt(PATHS.size()));
    if (random.nextInt(8) == 0 && !parents.isEmpty()) {
      stream.append("D ").append(path).append('\n');
    } else {
      var text = "digest: sha256:%s\n".formatted("%064x".formatted(random.nextInt(6)));
      stream
          .append("M 100644 inline ")
          .append(path)
          .append("\ndata %d\n%s\n".formatted(text.length(), text));
    }
    fastImport(stream.toString());
  }

  private void fastImport(String stream) {
    try {
      var process =
          new ProcessBuilder("git", "fast-import", "--quiet", "--force")
              .directory(bare.toFile())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().write(stream.getBytes(UTF_8));
      process.getOutputStream().close();
      var said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertEquals(0, process.waitFor(), said);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> commits(String... revisions) {
    var command = Stream.concat(Stream.of("rev-list"), Stream.of(revisions)).toArray(String[]::new);
    return sandbox.git(bare, command).lines().toList();
  }

  private String any() {
    var all = commits("--all");
    return all.get(random.nextInt(all.size()));
  }

  private String tip() {
    return sandbox.git(bare, "rev-parse", "main");
  }

  /// All that can be asked, without what was known before.
  private List<String> anew() {
    return told(new Sandbox(folder.resolve("home" + homes++)));
  }

  private List<String> told(Sandbox home) {
    try (var repo = home.open(bare.toString())) {
      var timeline = repo.timeline();
      var told = new ArrayList<String>();
      for (var i = 0; i < timeline.size(); i++) {
        told.add("%s %s".formatted(timeline.spot(i), timeline.isMerge(i)));
        if (timeline.isMerge(i)) {
          for (var path : PATHS) {
            told.add("%s".formatted(timeline.origins(i, path, Sandbox.BY_CONTENT)));
          }
        }
      }
      told.addAll(steps(timeline, Set.of()));
      told.addAll(steps(timeline, Set.of("a.yaml")));
      told.addAll(steps(timeline, Set.of("b.yaml", "notes.txt")));
      told.addAll(holding(timeline, "0".repeat(63) + "3"));
      commits("--all").forEach(id -> told.add(id + " " + timeline.of(id)));
      return told;
    }
  }

  private static List<String> steps(Timeline timeline, Collection<String> paths) {
    try (var steps = timeline.steps(0, timeline.size(), paths, files -> files)) {
      return steps.map(Timeline.Step::toString).toList();
    }
  }

  /// The steps that had a digest before or after.
  private static List<String> holding(Timeline timeline, String digits) {
    var sieve =
        new Timeline.Sieve() {
          @Override
          public List<FileDelta> keep(List<FileDelta> files) {
            return files.stream().filter(file -> has(file.before()) || has(file.after())).toList();
          }

          private boolean has(Optional<String> content) {
            return content
                .flatMap(timeline::content)
                .filter(bytes -> new String(bytes, UTF_8).contains(digits))
                .isPresent();
          }

          @Override
          public Optional<Timeline.Need> need() {
            return Optional.of(new Timeline.Need(digits, Set.of()));
          }
        };
    var quick = new ArrayList<String>();
    try (var steps = timeline.steps(0, timeline.size(), Set.of(), sieve)) {
      steps.forEach(step -> quick.add(step.toString()));
    }
    try (var steps = timeline.steps(0, timeline.size(), Set.of(), files -> sieve.keep(files))) {
      assertEquals(steps.map(Timeline.Step::toString).toList(), quick);
    }
    return quick;
  }

  private void something() {
    switch (random.nextInt(10)) {
      case 0 -> sandbox.git(bare, "update-ref", "refs/heads/main", any());
      case 1, 2 -> commit("topic", "on topic", List.of(any()));
      case 3, 4 -> commit("main", "merge", distinct(tip(), any()));
      case 5 -> commit("main", "Merge branch 'main' of there", distinct(any(), tip()));
      case 6 -> commit("main", "three", distinct(tip(), any(), any()));
      case 7 -> {
        sandbox.git(bare, "gc", "-q", "--prune=now");
        commit("main", "after gc", List.of(tip()));
      }
      default -> commit("main", "on main", List.of(tip()));
    }
  }

  private static List<String> distinct(String... commits) {
    return Stream.of(commits).distinct().toList();
  }

  @Test
  void commitsForcedPushesMergesAndGarbageCollectionChangeNoAnswer() {
    for (var round = 0; round < ROUNDS; round++) {
      for (var i = random.nextInt(4); i >= 0; i--) {
        something();
      }
      assertEquals(anew(), told(sandbox), "round " + round);
      assertEquals(anew(), told(sandbox), "round " + round + ", nothing new");
    }
  }

  @Test
  void anotherHistoryInTheSamePlaceIsSeen() throws IOException {
    commit("main", "second", List.of(tip()));
    assertEquals(anew(), told(sandbox));
    sandbox.git(folder, "init", "-q", "--bare", "--object-format=sha256", "-b", "main", "other");
    Files.move(bare, folder.resolve("away"));
    Files.move(folder.resolve("other"), bare);
    commit("main", "all anew", List.of());
    assertEquals(anew(), told(sandbox));
  }

  @Test
  void whatAClonesOwnerReplacedForHimselfIsNotSeen() {
    commit("main", "second", List.of(tip()));
    commit("main", "third", List.of(tip()));
    sandbox.git(bare, "replace", "--graft", tip());
    assertEquals(1, commits("main").size());
    try (var repo = sandbox.open(bare.toString())) {
      assertEquals(3, repo.timeline().size());
    }
  }

  private List<Path> index() {
    try (var files = Files.walk(sandbox.home().resolve(".cache/belay/history"))) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aDamagedIndexIsMadeAnew() throws IOException {
    for (var i = 0; i < 20; i++) {
      something();
    }
    var answer = told(sandbox);
    assertFalse(index().isEmpty());
    for (var file : index()) {
      var whole = Files.readAllBytes(file);
      for (var damage = 0; damage < 20; damage++) {
        var bytes =
            Arrays.copyOf(whole, damage % 4 == 0 ? random.nextInt(whole.length) : whole.length);
        if (bytes.length > 0) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
        }
        Files.write(file, bytes);
        assertEquals(answer, told(sandbox));
      }
    }
  }

  @Test
  void manyAtOnceDisturbNobody() throws Exception {
    for (var round = 0; round < 5; round++) {
      for (var i = 0; i < 5; i++) {
        something();
      }
      var answer = anew();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Callable<List<String>> ask = () -> told(sandbox);
        for (var told : threads.invokeAll(IntStream.range(0, 4).mapToObj(_ -> ask).toList())) {
          assertEquals(answer, told.get());
        }
      }
    }
    for (var file : index()) {
      assertTrue(file.getFileName().toString().matches("graph|files(-[0-9a-f]{64})?"), "" + file);
    }
  }

  @Test
  void aCloneThatIsDeepenedHasItsWholeHistory() {
    for (var i = 0; i < 10; i++) {
      commit("main", "on main", List.of(tip()));
    }
    var whole = told(sandbox);
    sandbox.git(folder, "clone", "-q", "--bare", "--depth=3", "file://" + bare, "shallow.git");
    bare = folder.resolve("shallow.git");
    assertEquals(anew(), told(sandbox));
    try (var repo = sandbox.open(bare.toString())) {
      assertEquals(3, repo.timeline().size());
    }
    sandbox.git(bare, "fetch", "-q", "--unshallow");
    assertEquals(whole, told(sandbox));
  }

  @Test
  void whereNothingCanBeWrittenItAnswersAllTheSame() throws IOException {
    commit("main", "second", List.of(tip()));
    Files.createDirectories(sandbox.home().resolve(".cache/belay"));
    Files.writeString(sandbox.home().resolve(".cache/belay/history"), "a file in the way");
    assertEquals(anew(), told(sandbox));
  }

  @Test
  void aLongHistoryIsToldFromItsNewestCommitsOnAndThenKept() {
    var stream = new StringBuilder();
    for (var i = 0; i < 6000; i++) {
      var text = "value: %d\n".formatted(i);
      stream.append(
          "commit refs/heads/main\ncommitter Ada <ada@example.com> %d +0000\ndata 1\nx\n%sM 100644 inline %s\ndata %d\n%s\n"
              .formatted(
                  clock + i,
                  i == 0 ? "from refs/heads/main^0\n" : "",
                  i % 1000 == 0 ? "a.yaml" : "b.yaml",
                  text.length(),
                  text));
    }
    fastImport(stream.toString());
    try (var repo = sandbox.open(bare.toString())) {
      var timeline = repo.timeline();
      try (var steps = timeline.steps(0, timeline.size(), Set.of(), files -> files)) {
        assertEquals(0, steps.findFirst().orElseThrow().index());
      }
      assertEquals(1, index().size(), "the files are not looked at before they are asked for");
      var changes = commits("main", "--", "a.yaml");
      for (var paths : List.of(Set.of("a.yaml"), Set.<String>of(), Set.of("a.yaml"))) {
        try (var steps = timeline.steps(0, timeline.size(), paths, files -> files)) {
          assertEquals(
              changes,
              steps
                  .filter(step -> step.files().stream().anyMatch(f -> f.path().equals("a.yaml")))
                  .map(step -> timeline.spot(step.index()).commit())
                  .toList());
        }
      }
      assertEquals(3, index().size());
    }
  }
}
