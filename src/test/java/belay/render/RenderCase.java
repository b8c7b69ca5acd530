package belay.render;

import belay.peers.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One file of `cases/render`: what it is about, the files of a repository, and what rendering them
/// prints. A chart that prints what it is given stands at `charts/app` where the case has none.
final class RenderCase {
  static final String OUT = "out";
  static final String ERR = "err";
  static final String CODE = "code";

  private static final Path CASES = Path.of("src/test/cases/render");
  private static final Pattern FILE = Pattern.compile("(?m)^-- (.+) --\n");
  private static final Map<String, String> STILL =
      Map.of(
          "GIT_CONFIG_NOSYSTEM", "1",
          "GIT_CONFIG_GLOBAL", "/dev/null",
          "GIT_AUTHOR_NAME", "Ada",
          "GIT_AUTHOR_EMAIL", "ada@example.com",
          "GIT_AUTHOR_DATE", "2026-11-24T12:00:00Z",
          "GIT_COMMITTER_NAME", "Ada",
          "GIT_COMMITTER_EMAIL", "ada@example.com",
          "GIT_COMMITTER_DATE", "2026-11-24T12:00:00Z");

  private final Path file;
  private final String about;
  private final Map<String, String> parts = new LinkedHashMap<>();

  private RenderCase(Path file) throws IOException {
    this.file = file;
    var text = Files.readString(file);
    var names = FILE.matcher(text).results().toList();
    this.about = text.substring(0, names.getFirst().start());
    for (var i = 0; i < names.size(); i++) {
      var end = i + 1 < names.size() ? names.get(i + 1).start() : text.length();
      parts.put(names.get(i).group(1), text.substring(names.get(i).end(), end));
    }
  }

  /// All of them, by name.
  static List<RenderCase> all() throws IOException {
    try (var files = Files.list(CASES)) {
      return files
          .filter(file -> file.toString().endsWith(".txt"))
          .sorted()
          .map(RenderCase::read)
          .toList();
    }
  }

  private static RenderCase read(Path file) {
    try {
      return new RenderCase(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  String name() {
    return file.getFileName().toString().replace(".txt", "");
  }

  /// What it prints, by [#OUT], [#ERR] or [#CODE].
  String expected(String what) {
    return parts.getOrDefault(what, "");
  }

  /// Whether all in it renders.
  boolean renders() {
    return expected(CODE).isEmpty();
  }

  /// Makes the repository, a clone with one commit.
  ///
  /// @param folder where it is to be
  /// @param server in place of `https://git.example.com`
  Path repository(Path folder, String server) throws IOException {
    copyChart(folder.resolve("charts/app"));
    for (var part : parts.entrySet()) {
      if (!List.of(OUT, ERR, CODE).contains(part.getKey())) {
        write(folder, part.getKey(), part.getValue().replace("https://git.example.com", server));
      }
    }
    git(folder, "init", "-q", "-b", "main");
    git(folder, "remote", "add", "origin", "%s/%s.git".formatted(server, name()));
    git(folder, "add", "--all");
    git(folder, "commit", "-q", "-m", name());
    return folder;
  }

  private static void write(Path folder, String name, String text) throws IOException {
    var link = name.indexOf(" -> ");
    var target = folder.resolve(link < 0 ? name : name.substring(0, link));
    Files.createDirectories(target.getParent());
    if (link < 0) {
      Files.writeString(target, text);
    } else {
      Files.createSymbolicLink(target, Path.of(name.substring(link + 4)));
    }
  }

  private static void copyChart(Path target) throws IOException {
    var chart = CASES.resolve("chart");
    try (Stream<Path> files = Files.walk(chart)) {
      for (var from : files.filter(Files::isRegularFile).toList()) {
        var to = target.resolve(chart.relativize(from).toString());
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
      }
    }
  }

  static void git(Path folder, String... arguments) throws IOException {
    var command = Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new);
    Tool.run(folder, STILL, command);
  }

  /// Writes what is printed now.
  void renew(String out, String err, int code) throws IOException {
    var text = new StringBuilder(about);
    parts.put(OUT, out);
    parts.put(ERR, err);
    parts.put(CODE, code == 0 ? "" : code + "\n");
    for (var part : parts.entrySet()) {
      if (!part.getValue().isEmpty() || part.getKey().contains(" -> ")) {
        text.append("-- %s --\n%s".formatted(part.getKey(), part.getValue()));
      }
    }
    Files.writeString(file, text.toString());
  }
}
