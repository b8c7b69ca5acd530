package belay.migrate;

import belay.chart.ChartBundle;
import belay.gotemplate.Area;
import belay.gotemplate.TemplateExpression;
import belay.gotemplate.TemplateExpression.Field;
import belay.migrate.model.ImageField.State;
import belay.migrate.model.Keys;
import belay.migrate.origin.Origin;
import belay.migrate.origin.Reference;
import belay.migrate.origin.ReferenceLog;
import belay.migrate.origin.TemplateFile;
import belay.migrate.site.DigestEdit;
import belay.yaml.edit.Edit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which tags nobody reads any more, and what else hangs on the others: labels, environment
/// variables, names of Jobs. What does keeps its value under a key of its own.
final class TagUses {
  private final SiteSelection selection;
  private final ReferenceLog references;
  private final Map<String, List<Area>> edited = new HashMap<>();
  private final Map<String, List<Edit>> dead = new HashMap<>();
  private final Map<String, Set<Integer>> keptLines = new HashMap<>();
  private final Set<Origin.Values> removed = new LinkedHashSet<>();
  private final Set<Origin.Values> byAppVersion = new HashSet<>();
  private final Map<Origin.Values, String> bare = new HashMap<>();
  private final Map<Reference, Set<Origin.Values>> others = new LinkedHashMap<>();

  TagUses(
      SiteSelection selection,
      ReferenceLog references,
      ValuesTemplates templates,
      Map<String, TemplateFile> files) {
    this.selection = selection;
    this.references = references;
    collect();
    forgotten(files);
    exclude();
    removed.removeIf(templates::needs);
    others();
    spread();
  }

  /// Tags that no template reads any more.
  Set<Origin.Values> removed() {
    return removed;
  }

  /// What reads a removed tag apart from images.
  Map<Reference, Set<Origin.Values>> otherUses() {
    return others;
  }

  /// The key that a template reads in place of a tag: what keeps its value, or the digest, where
  /// the tag was a digest without its algorithm.
  String newKey(Origin.Values tag) {
    var digest = bare.get(tag);
    if (digest != null) {
      return digest;
    }
    var key = Keys.versionForTag(tag.key(), byAppVersion.contains(tag));
    return isTaken(tag, key) ? tag.key() + "Version" : key;
  }

  /// Whether another tag beside it is kept under this key.
  private boolean isTaken(Origin.Values tag, String key) {
    return removed.stream()
        .anyMatch(other ->
            !bare.containsKey(other)
                && other.parent().equals(tag.parent())
                && other.key().compareTo(tag.key()) < 0
                && Keys.versionForTag(other.key(), byAppVersion.contains(other)).equals(key));
  }

  /// Whether a tag's value is kept under another key.
  boolean isKeptAsVersion(Origin.Values tag) {
    return !bare.containsKey(tag);
  }

  private void collect() {
    for (var site : selection.rewritten()) {
      for (var edit : site.edits()) {
        add(edit);
      }
      for (var source : site.sources()) {
        for (var tag : source.tags()) {
          // What is global is read by charts that are not here, too.
          if (!tag.path().getFirst().equals("global")) {
            removed.add(tag);
          }
          if (Keys.isDigest(tag.key())) {
            bare.put(tag, source.digest().key());
          }
          if (source.appVersion()) {
            byAppVersion.add(tag);
          }
        }
      }
    }
  }

  /// Takes the declarations along that nothing reads any more.
  private void forgotten(Map<String, TemplateFile> files) {
    edited.forEach((path, areas) -> {
      var file = files.get(path);
      if (file != null) {
        dead.put(path, DeadVariables.in(file, areas));
      }
    });
    dead.forEach((file, edits) ->
        edits.forEach(edit ->
            edited
                .computeIfAbsent(file, _ -> new ArrayList<>())
                .add(new Area(edit.start(), edit.end()))));
  }

  /// Declarations of variables that nothing reads any more, by file.
  Map<String, List<Edit>> deadVariables() {
    return dead;
  }

  private void add(DigestEdit edit) {
    edited
        .computeIfAbsent(edit.file(), _ -> new ArrayList<>())
        .add(new Area(edit.start(), edit.end()));
  }

  /// Leaves out what images read that stay as they are.
  private void exclude() {
    for (var site : selection.sites()) {
      if (!site.isRewritten()) {
        site.sources().forEach(source -> removed.removeAll(source.tags()));
        var text = site.site().file().tree().source();
        keptLines
            .computeIfAbsent(site.site().file().path(), _ -> new HashSet<>())
            .add(text.line(site.site().start()));
      }
      site.sources().forEach(source -> removed.removeAll(source.names()));
      if (site.state() == State.REPORTED) {
        site.edits().forEach(this::keep);
      }
    }
  }

  private void keep(DigestEdit edit) {
    selection.sites().stream()
        .map(site -> site.site().file())
        .filter(file -> file.path().equals(edit.file()))
        .findFirst()
        .ifPresent(file -> {
          var lines = keptLines.computeIfAbsent(edit.file(), _ -> new HashSet<>());
          lines.add(file.tree().source().line(edit.start()));
          lines.add(file.tree().source().line(edit.end()));
        });
  }

  private void others() {
    boolean changed;
    do {
      changed = false;
      others.clear();
      for (var entry : references.all().entrySet()) {
        var reference = entry.getKey();
        var tags = entry.getValue();
        if (tags.stream().noneMatch(removed::contains) || isEdited(reference)) {
          continue;
        }
        if (!isDirect(reference)) {
          continue;
        }
        if (!removed.containsAll(tags)
            || isKept(reference)
            || isOtherDigest(reference, tags)
            || lastKey(reference).isEmpty()) {
          changed |= removed.removeAll(tags);
          continue;
        }
        others.put(reference, tags);
      }
    } while (changed);
  }

  /// Whether a digest without its algorithm is more than asked for, such as in a field of an
  /// operator: no whole digest belongs there.
  private boolean isOtherDigest(Reference reference, Set<Origin.Values> tags) {
    return reference.keyword().isEmpty() && tags.stream().anyMatch(bare::containsKey);
  }

  /// What reads several tags reads them under one key.
  private void spread() {
    var changed = true;
    while (changed) {
      changed = false;
      for (var tags : others.values()) {
        if (tags.stream().anyMatch(byAppVersion::contains)) {
          changed |= byAppVersion.addAll(tags);
        }
      }
    }
  }

  boolean isEdited(Reference reference) {
    var area = reference.expression().area();
    return edited.getOrDefault(reference.file().path(), List.of()).stream()
        .anyMatch(edit -> edit.start() <= area.start() && area.end() <= edit.end());
  }

  private boolean isKept(Reference reference) {
    if (ChartBundle.isPacked(reference.file().path())) {
      return true;
    }
    var line = reference.file().tree().source().line(reference.expression().area().start());
    return keptLines.getOrDefault(reference.file().path(), Set.of()).contains(line);
  }

  /// Whether the value is named here, and not only passed on from where it is.
  private static boolean isDirect(Reference reference) {
    return switch (reference.expression()) {
      case TemplateExpression.Fields _ -> true;
      case TemplateExpression.Variable variable -> !variable.fields().isEmpty();
      case TemplateExpression.Group group -> !group.fields().isEmpty() || isCall(group);
      default -> false;
    };
  }

  private static boolean isCall(TemplateExpression.Group group) {
    return group.area().equals(group.pipeline().area());
  }

  /// The text that names the last key; empty where there is none that can be changed.
  static Optional<Area> lastKey(Reference reference) {
    return switch (reference.expression()) {
      case TemplateExpression.Fields(var _, var fields) -> Optional.of(fields.getLast().area());
      case TemplateExpression.Variable(var _, var _, var fields) -> last(fields);
      case TemplateExpression.Group group when isCall(group) -> quoted(group);
      case TemplateExpression.Group(var _, var _, var fields) -> last(fields);
      default -> Optional.empty();
    };
  }

  private static Optional<Area> last(List<Field> fields) {
    return fields.isEmpty() ? Optional.empty() : Optional.of(fields.getLast().area());
  }

  private static Optional<Area> quoted(TemplateExpression.Group group) {
    var command = group.pipeline().commands().getFirst();
    return command.function().filter(name -> !name.equals("dig")).isPresent()
            && command.words().getLast() instanceof TemplateExpression.Quoted text
        ? Optional.of(text.area())
        : Optional.empty();
  }
}
