package belay.render.values;

import belay.failure.Failure;
import belay.failure.Suggest;
import belay.render.object.IgnoredFile;
import belay.render.object.RenderFailure;
import belay.render.object.RenderFailure.Reason;
import belay.render.object.SourceObject;
import belay.render.tree.PathGlob;
import belay.render.tree.SourceTree;
import belay.render.tree.TreePath;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the files that `valueFiles` and `fileParameters` name.
final class ValueFileResolver {
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*");
  private static final Set<String> WEB = Set.of("http", "https");

  private final SourceObject source;
  private final SourceTree tree;
  private final String folder;
  private final BuildEnvironment environment;
  private final Map<String, SourceTree> references;

  private final List<ValueFile> files = new ArrayList<>();
  private final List<IgnoredFile> ignored = new ArrayList<>();
  private final List<RenderFailure> failures = new ArrayList<>();

  ValueFileResolver(
      SourceObject source,
      SourceTree tree,
      String folder,
      BuildEnvironment environment,
      List<ReferencedFiles> references) {
    this.source = source;
    this.tree = tree;
    this.folder = folder;
    this.environment = environment;
    this.references = new LinkedHashMap<>();
    references.forEach(one -> this.references.put(one.name(), one.tree()));
  }

  List<ValueFile> files() {
    return files;
  }

  List<IgnoredFile> ignored() {
    return ignored;
  }

  List<RenderFailure> failures() {
    return failures;
  }

  /// Where an entry leads: a path in a tree, or a URL.
  private record Target(Optional<SourceTree> tree, String path) {
    boolean isPattern() {
      return tree.isPresent() && PathGlob.isOne(path);
    }
  }

  /// Resolves all of `valueFiles`.
  void resolve() {
    var entries = source.items("helm", "valueFiles");
    var explicit =
        entries.stream()
            .flatMap(entry -> quietly(entry).stream())
            .filter(target -> !target.isPattern())
            .toList();
    for (var entry : entries) {
      target(entry).ifPresent(target -> add(entry, target, explicit));
    }
  }

  private Optional<Target> quietly(YamlNode entry) {
    var before = failures.size();
    var target = target(entry);
    while (failures.size() > before) {
      failures.removeLast();
    }
    return target;
  }

  private void add(YamlNode entry, Target target, List<Target> explicit) {
    if (target.isPattern()) {
      expand(entry, target, explicit);
    } else if (target.tree().isEmpty() || exists(entry, target)) {
      addOnce(new ValueFile(entry, target.tree(), target.path()));
    }
  }

  private void expand(YamlNode entry, Target target, List<Target> explicit) {
    var found = PathGlob.of(target.path()).files(target.tree().orElseThrow());
    if (found.isEmpty()) {
      missing(entry, "no file is like \"%s\"".formatted(text(entry)), "");
    }
    for (var path : found) {
      var file = new Target(target.tree(), path);
      if (!explicit.contains(file) && exists(entry, file)) {
        addOnce(new ValueFile(entry, file.tree(), path));
      }
    }
  }

  private void addOnce(ValueFile file) {
    if (files.stream().noneMatch(file::isSame)) {
      files.add(file);
    }
  }

  private boolean exists(YamlNode entry, Target target) {
    var files = target.tree().orElseThrow();
    try {
      if (files.hasFile(target.path())) {
        return true;
      }
    } catch (Failure e) {
      fail(Reason.VALUE_FILE, entry, e.what(), e.help());
      return false;
    }
    var what = "no values file \"%s\"".formatted(target.path());
    if (files.hasFolder(target.path())) {
      fail(
          Reason.VALUE_FILE,
          entry,
          "\"%s\" is a folder, not a values file".formatted(target.path()),
          "name a file in it");
    } else {
      missing(
          entry, what + Suggest.hint(target.path(), siblings(files, target.path())), target.path());
    }
    return false;
  }

  private static List<String> siblings(SourceTree files, String path) {
    return files.below(TreePath.folder(path)).stream().limit(1000).toList();
  }

  private void missing(YamlNode entry, String what, String path) {
    if (source.isTrue("helm", "ignoreMissingValueFiles")) {
      ignored.add(new IgnoredFile(text(entry), source.place(entry)));
    } else {
      fail(
          Reason.VALUE_FILE,
          entry,
          what,
          path.isEmpty()
              ? "add such a file, or set helm.ignoreMissingValueFiles: true"
              : "add %s, or correct the entry".formatted(path));
    }
  }

  /// A file parameter's path on this machine; empty where it is none, which is noted.
  Optional<ValueFile> parameter(YamlNode path) {
    return target(path)
        .filter(target -> target.tree().isEmpty() || exists(path, target))
        .map(target -> new ValueFile(path, target.tree(), target.path()));
  }

  private Optional<Target> target(YamlNode entry) {
    var text = text(entry);
    if (text.startsWith("$")) {
      var name = text.substring(1).replaceFirst("/.*", "");
      var files = references.get(name);
      if (files != null) {
        var slash = text.indexOf('/');
        return inTree(entry, files, "", slash < 0 ? "" : text.substring(slash));
      }
      if (source.application().hasSeveral()) {
        undefined(entry, name);
        return Optional.empty();
      }
    }
    return inTree(entry, tree, folder, text);
  }

  private Optional<Target> inTree(YamlNode entry, SourceTree files, String from, String text) {
    var expanded = environment.expand(text);
    var scheme = SCHEME.matcher(expanded);
    if (scheme.matches()) {
      if (WEB.contains(String.valueOf(scheme.group(1)).toLowerCase(Locale.ROOT))) {
        return Optional.of(new Target(Optional.empty(), expanded));
      }
      fail(
          Reason.VALUE_FILE,
          entry,
          "\"%s\" is a URL that Argo CD does not fetch".formatted(expanded),
          "name a file in a repository, or an https URL");
      return Optional.empty();
    }
    var path = TreePath.resolve(from, expanded);
    if (path.isEmpty()) {
      fail(
          Reason.VALUE_FILE,
          entry,
          "\"%s\" leads out of the repository".formatted(expanded),
          "name a file of the repository, from its root: /environments/values.yaml");
      return Optional.empty();
    }
    if (path.get().isEmpty()) {
      fail(
          Reason.VALUE_FILE,
          entry,
          "\"%s\" is the root of the repository, not a values file".formatted(text(entry)),
          "name a file in it");
      return Optional.empty();
    }
    return Optional.of(new Target(Optional.of(files), path.get()));
  }

  private void undefined(YamlNode entry, String name) {
    var known =
        source.application().sources().stream()
            .flatMap(other -> other.reference().stream())
            .toList();
    fail(
        Reason.REFERENCE,
        entry,
        known.isEmpty()
            ? "\"$%s\" refers to a source, and no source has a ref".formatted(name)
            : "no source has \"ref: %s\"%s".formatted(name, Suggest.hint(name, known)),
        "add ref: %s to the source of that repository".formatted(name));
  }

  private void fail(Reason reason, YamlNode entry, String what, String help) {
    failures.add(new RenderFailure(reason, source.place(entry), what, help));
  }

  private static String text(YamlNode entry) {
    return Lookup.text(entry).orElse("");
  }
}
