package belay.scaffold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import belay.cli.Ran;
import belay.peers.Fetched;
import belay.peers.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Each folder of `cases/init` is a list of commands (`commands`, one a line), what lies in the
/// folder before (`before/`, where there is one; in Git where there is a file `committed`), and the
/// repository that comes of it (`after/`), with what was said on the way (`said`). Every manifest
/// in it is valid, and doing it all again changes nothing. `-Dgolden=update` renews `after` and
/// `said`.
final class InitCasesTest {
  private static final Path CASES = Path.of("src/test/cases/init");
  private static final Map<String, String> DEFINITIONS =
      Map.of(
          "Application", "application-crd.yaml",
          "AppProject", "appproject-crd.yaml",
          "ApplicationSet", "applicationset-crd.yaml");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyCase() throws IOException {
    try (var cases = Files.list(CASES)) {
      List<Path> all = cases.sorted().toList();
      assertTrue(all.size() >= 8, "the cases are there");
      return all.stream().map(dir -> dynamicTest(dir.getFileName().toString(), () -> check(dir)));
    }
  }

  private void check(Path dir) throws IOException {
    var work = folder.resolve(dir.getFileName());
    var repository = work.resolve("shop-gitops");
    Files.createDirectories(repository);
    write(repository, tree(dir.resolve("before")));
    var committed = Files.exists(dir.resolve("committed"));
    if (committed) {
      Tool.run(repository, "git", "init", "-q", "-b", "main");
      Tool.run(repository, "git", "add", ".");
      var identity = List.of("-c", "user.name=Ada", "-c", "user.email=ada@example.com");
      Tool.run(
          repository,
          Stream.concat(
                  Stream.concat(Stream.of("git"), identity.stream()),
                  Stream.of("commit", "-qm", "Begin"))
              .toArray(String[]::new));
    }
    var commands = Files.readAllLines(dir.resolve("commands"));

    var said = run(work, commands);
    var after = tree(repository);
    if ("update".equals(System.getProperty("golden"))) {
      delete(dir.resolve("after"));
      write(dir.resolve("after"), after);
      Files.writeString(dir.resolve("said"), said);
    }
    assertEquals(tree(dir.resolve("after")), after);
    assertEquals(Files.readString(dir.resolve("said")), said);
    validate(after);
    kustomize(repository);

    run(work, commands);
    assertEquals(after, tree(repository), "twice is once");
    run(work, List.of("init shop-gitops"));
    assertEquals(after, tree(repository), "and what is there decides, whatever the flags were");
    assertEquals(commits(commands) + (committed ? 1 : 0), count(repository), "and makes no commit");
  }

  private static int commits(List<String> commands) {
    return (int) commands.stream().filter(c -> !c.contains("--dry-run")).count();
  }

  private static int count(Path repository) throws IOException {
    var count = Tool.run(repository, "git", "rev-list", "--count", "HEAD");
    return Integer.parseInt(new String(count, UTF_8).strip());
  }

  private static String run(Path work, List<String> commands) {
    var said = new StringBuilder();
    for (var command : commands) {
      var ran =
          Ran.in(
              work,
              Map.of("BELAY_REPO", work.resolve("shop-gitops").toString()),
              command.split(" +"));
      said.append("$ belay ").append(command).append('\n').append(ran.err()).append(ran.out());
      assertEquals(0, ran.code(), said.toString());
    }
    return said.toString()
        .replaceAll("commit [0-9a-f]{40}", "commit ID")
        .replace(work.toString(), "$WORK");
  }

  private static void validate(Map<String, String> files) throws IOException {
    for (var file : files.entrySet()) {
      if (file.getKey().endsWith(".yaml") && !file.getKey().contains("/templates/")) {
        for (var document : Crd.documents(file.getValue())) {
          var kind = document instanceof Map<?, ?> map ? map.get("kind") : null;
          var definition = DEFINITIONS.get(String.valueOf(kind));
          if (definition != null) {
            var crd = Crd.read(Fetched.argocdCrds().resolve(definition));
            assertEquals(List.of(), crd.check(document), file.getKey());
          }
        }
      }
    }
  }

  private static void kustomize(Path repository) throws IOException {
    try (var files = Files.walk(repository)) {
      for (var file : files.filter(f -> f.endsWith("kustomization.yaml")).toList()) {
        Tool.run(file.resolveSibling("."), Fetched.kubectl().toString(), "kustomize", ".");
      }
    }
  }

  /// The files below a folder, Git's own left out.
  private static Map<String, String> tree(Path root) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    if (Files.isDirectory(root)) {
      try (var files = Files.walk(root)) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          var path = root.relativize(file).toString();
          if (!path.startsWith(".git/")) {
            tree.put(path, Files.readString(file));
          }
        }
      }
    }
    return tree;
  }

  private static void write(Path root, Map<String, String> tree) throws IOException {
    for (var file : tree.entrySet()) {
      var path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  private static void delete(Path root) throws IOException {
    if (Files.isDirectory(root)) {
      try (var files = Files.walk(root)) {
        for (var file : new ArrayList<>(files.sorted(Comparator.reverseOrder()).toList())) {
          Files.delete(file);
        }
      }
    }
  }
}
