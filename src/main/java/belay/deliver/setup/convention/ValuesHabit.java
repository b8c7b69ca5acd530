package belay.deliver.setup.convention;

import belay.config.Config;
import belay.config.PathPattern;
import belay.failure.Failure;
import belay.image.Digest;
import belay.yaml.image.ImageKeys;
import belay.yaml.image.ImageNaming;
import belay.yaml.image.ValuesFile;
import belay.yaml.tree.KeyPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The values files that a repository has.
///
/// @param pattern where they lie
/// @param environments those that have one, or a folder for them
/// @param pinned the environments in which an image has a digest
/// @param keys what most of them call the parts of an image
/// @param path where most of them have it
public record ValuesHabit(
    PathPattern pattern,
    Set<String> environments,
    Set<String> pinned,
    Optional<ImageKeys> keys,
    Optional<KeyPath> path) {
  /// Where values files are in a repository that keeps sources apart.
  public static final String SOURCES = "sources/values/{environment}/{service}.yaml";

  /// Files that are looked into: the habit of a thousand is seen in the first of them.
  private static final int MOST = 200;

  private static final List<String> NAMES = List.of("environment", "service");

  /// Where people have values files; the first is the recommended place.
  private static final List<PathPattern> PATTERNS =
      List.of(
          Config.recommended().paths().values(),
          pattern(SOURCES),
          pattern("values/{environment}/{service}.yaml"),
          pattern("environments/{environment}/{service}.yaml"),
          pattern("envs/{environment}/{service}.yaml"),
          pattern("charts/{service}/values-{environment}.yaml"),
          pattern("apps/{service}/values-{environment}.yaml"),
          pattern("{service}/values-{environment}.yaml"));

  private static final Pattern FOLDER =
      Pattern.compile("environments/([A-Za-z0-9][A-Za-z0-9.-]*)/.+");
  private static final Set<String> SHARED = Set.of("base", "common", "shared", "components", "lib");

  public ValuesHabit {
    environments = Set.copyOf(environments);
    pinned = Set.copyOf(pinned);
  }

  private static PathPattern pattern(String text) {
    return PathPattern.parse(text, NAMES, NAMES);
  }

  /// A values file with an image.
  private record File(String environment, ImageNaming naming, boolean pinned) {}

  /// @param sources whether they are to lie below `sources/`
  static ValuesHabit of(ExistingFiles existing, boolean sources) {
    var best = sources ? pattern(SOURCES) : PATTERNS.getFirst();
    List<File> files = files(existing, best);
    for (var pattern : sources ? List.<PathPattern>of() : PATTERNS) {
      var found = files(existing, pattern);
      if (found.size() > files.size()) {
        best = pattern;
        files = found;
      }
    }
    if (files.isEmpty() && !existing.list("sources").isEmpty()) {
      best = pattern(SOURCES);
    }
    return new ValuesHabit(
        best,
        environments(existing, best),
        Set.copyOf(files.stream().filter(File::pinned).map(File::environment).toList()),
        Conventions.most(files.stream().map(file -> file.naming().keys()).toList()),
        Conventions.most(files.stream().map(file -> file.naming().path()).toList()));
  }

  private static List<File> files(ExistingFiles existing, PathPattern pattern) {
    List<File> files = new ArrayList<>();
    existing.paths().stream()
        .filter(path -> pattern.match(path).isPresent())
        .limit(MOST)
        .forEach(path -> file(existing, path, pattern).ifPresent(files::add));
    return files;
  }

  /// A file that cannot be read has no habit; its own command says what is wrong with it.
  private static Optional<File> file(ExistingFiles existing, String path, PathPattern pattern) {
    var environment = pattern.match(path).map(names -> names.get("environment"));
    return existing
        .look(path)
        .flatMap(bytes -> {
          try {
            var values = ValuesFile.parse(path, bytes);
            return values
                .naming()
                .map(naming -> new File(environment.orElse(""), naming, pinned(values, naming)));
          } catch (Failure unreadable) {
            return Optional.empty();
          }
        });
  }

  private static boolean pinned(ValuesFile values, ImageNaming naming) {
    return values.image(naming).digest().filter(Digest::isDigest).isPresent();
  }

  /// Those with values files or a folder for them, else all folders of environments.
  private static Set<String> environments(ExistingFiles existing, PathPattern pattern) {
    Set<String> seen = new TreeSet<>();
    var folder = pattern.toString().replaceFirst("[^/]*$", "");
    var below =
        Pattern.compile("\\Q" + folder.replace("{environment}", "\\E([^/{}]+)\\Q") + "\\E[^/]+$");
    for (var path : existing.paths()) {
      pattern.match(path).map(names -> names.get("environment")).ifPresent(seen::add);
      var inside = below.matcher(path);
      if (!folder.contains("{service}") && inside.matches() && inside.groupCount() > 0) {
        seen.add(inside.group(1));
      }
    }
    return seen.isEmpty() ? folders(existing) : seen;
  }

  private static Set<String> folders(ExistingFiles existing) {
    Set<String> seen = new TreeSet<>();
    for (var path : existing.list("environments")) {
      var folder = FOLDER.matcher(path);
      if (folder.matches() && !SHARED.contains(folder.group(1))) {
        seen.add(folder.group(1));
      }
    }
    return seen;
  }
}
