package belay.migrate.companion;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds who sets keys of charts from outside: pipelines, scripts and Applications. Helm takes
/// `--set image.tag=x` for a key that nobody reads without a word.
public final class CallerScan {
  private static final int MOST_FILES = 50_000;
  private static final int MOST_FOUND = 1_000;
  private static final long LARGEST = 1L << 20;
  private static final Set<String> SKIPPED =
      Set.of(".git", "node_modules", "vendor", "templates", "target", "dist", "crds");
  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*\\.(?:ya?ml|sh|bash|ps1|cmd|bat|mk|tf|tfvars|hcl|py|rb|groovy|js|ts|go|star|bzl|just|nix)"
              + "|jenkinsfile.*|makefile.*|tiltfile.*|justfile|taskfile.*|dockerfile.*|earthfile");

  private static final String KEY = "([A-Za-z_][\\w-]*(?:(?:\\.|\\[\\d+\\]\\.)[\\w-]+)*)";

  /// `--set a.b=c`, `.a.b = "c"` of yq, `name: a.b` of a parameter.
  private static final List<Pattern> SETS =
      List.of(
          Pattern.compile("--set(?:-string|-literal)?[= ]+[\"']?(?:[^\\s\"']*,)?" + KEY + "="),
          Pattern.compile("\\byq\\b.*?[\"' (|]\\.?" + KEY + "\\s*=(?!=)"),
          Pattern.compile("^\\s*-?\\s*name:\\s*[\"']?" + KEY + "[\"']?\\s*$"),
          Pattern.compile("\\bname\\s*=\\s*\"" + KEY + "\""),
          Pattern.compile("\\bset(?:_values)?\\b.*?[\"']" + KEY + "="));

  /// `sed` on a line of a values file.
  private static final Pattern SED = Pattern.compile("\\bsed\\b.*?[/|#,^ ]\\s*([A-Za-z_][\\w-]*):");

  private CallerScan() {}

  /// One line that sets a key.
  ///
  /// @param file its path below the folder
  /// @param line from 1
  /// @param key as it is written there, with dots
  /// @param text the line
  public record Caller(String file, int line, String key, String text) {}

  /// Looks through a folder.
  ///
  /// @param keys those that nobody reads any more, with dots
  public static List<Caller> of(Path folder, Set<String> keys) {
    List<Caller> found = new ArrayList<>();
    try {
      var _ = Files.walkFileTree(folder, new Visit(folder, keys, found));
    } catch (IOException unreadable) {
      return List.copyOf(found);
    }
    return List.copyOf(found);
  }

  private static final class Visit extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final Set<String> keys;
    private final Set<String> words;
    private final List<Caller> found;
    private int left = MOST_FILES;

    Visit(Path folder, Set<String> keys, List<Caller> found) {
      this.folder = folder;
      this.keys = keys;
      this.words =
          keys.stream()
              .map(key -> key.substring(key.lastIndexOf('.') + 1))
              .collect(Collectors.toUnmodifiableSet());
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
      return SKIPPED.contains(name(below))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (--left < 0 || found.size() >= MOST_FOUND) {
        return FileVisitResult.TERMINATE;
      }
      if (attributes.isRegularFile()
          && attributes.size() <= LARGEST
          && NAME.matcher(name(file)).matches()) {
        look(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    private static String name(Path file) {
      return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }

    private void look(Path file) {
      try {
        var lines = Files.readAllLines(file, ISO_8859_1);
        for (var i = 0; i < lines.size(); i++) {
          look(folder.relativize(file).toString().replace('\\', '/'), i + 1, lines.get(i));
        }
      } catch (IOException unreadable) {
        return;
      }
    }

    private void look(String file, int number, String line) {
      if (line.length() > 2_000 || words.stream().noneMatch(line::contains)) {
        return;
      }
      for (var pattern : SETS) {
        var match = pattern.matcher(line);
        while (match.find()) {
          if (isGone(match.group(1))) {
            add(new Caller(file, number, match.group(1), line.strip()));
          }
        }
      }
      var sed = SED.matcher(line);
      if (sed.find() && words.contains(sed.group(1))) {
        add(new Caller(file, number, sed.group(1), line.strip()));
      }
    }

    private void add(Caller caller) {
      if (!found.contains(caller)) {
        found.add(caller);
      }
    }

    /// A chart may be a part of another one, which has its keys below a key of its own.
    private boolean isGone(String key) {
      var rest = key;
      for (var dot = rest.indexOf('.'); !keys.contains(rest); dot = rest.indexOf('.')) {
        if (dot < 0) {
          return false;
        }
        rest = rest.substring(dot + 1);
      }
      return true;
    }
  }
}
