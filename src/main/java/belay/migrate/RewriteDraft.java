package belay.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.chart.ChartBundle;
import belay.chart.HelmChart;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.gotemplate.TemplateExpression;
import belay.gotemplate.TemplateTree;
import belay.migrate.model.DigestHelper;
import belay.migrate.model.ImageFeed;
import belay.migrate.model.ImageField;
import belay.migrate.model.RewriteOptions;
import belay.migrate.model.SiteMarks;
import belay.migrate.origin.Origin;
import belay.migrate.origin.Reference;
import belay.migrate.origin.ReferenceLog;
import belay.migrate.origin.TemplateFile;
import belay.migrate.origin.ValuesView;
import belay.migrate.site.DigestEdit;
import belay.migrate.site.ImageOrigin;
import belay.yaml.edit.Edit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The files as they would be if the images that are left were taken to digests.
final class RewriteDraft {
  private static final int MOST_KEYS = 3;

  private final ChartBundle bundle;
  private final ValuesView values;
  private final RewriteOptions options;
  private final Map<String, TemplateFile> files;
  private final SiteSelection selection;
  private final ReferenceLog references;
  private final TagUses uses;

  RewriteDraft(
      ChartBundle bundle,
      ValuesView values,
      RewriteOptions options,
      List<TemplateFile> files,
      SiteSelection selection,
      ReferenceLog references) {
    this.bundle = bundle;
    this.values = values;
    this.options = options;
    this.files =
        files.stream()
            .collect(Collectors.toMap(TemplateFile::path, file -> file, (left, _) -> left));
    this.selection = selection;
    this.references = references;
    this.uses = new TagUses(selection, references, new ValuesTemplates(bundle), this.files);
  }

  /// The rewrite.
  ///
  /// @param notes what is to be told besides
  /// @throws Refusal where an image stands in the way, which then has to be left out
  ChartRewrite rewrite(List<String> notes) {
    var lifted = new LiftedUses(selection, references, uses);
    var told = new ArrayList<>(notes);
    Map<String, List<Edit>> others = new TreeMap<>();
    versions(others, told);
    add(others, uses.deadVariables());
    add(others, lifted.edits());
    var edits = with(others, digests());
    var keys = new KeyChanges(selection, uses).all();
    var changes = new TreeMap<String, byte[]>();
    edits.forEach((file, all) -> changes.put(file, edited(file, all)));
    helpers(edits, changes);
    changes.putAll(new ValuesFiles(bundle, options).changed(keys));
    return new ChartRewrite(fields(), changes, keys, marks(others), selection.isMerged(), told);
  }

  private static void add(Map<String, List<Edit>> edits, Map<String, List<Edit>> more) {
    more.forEach((file, some) -> edits.computeIfAbsent(file, _ -> new ArrayList<>()).addAll(some));
  }

  private static Map<String, List<Edit>> with(
      Map<String, List<Edit>> others, Map<DigestEdit, String> keys) {
    Map<String, List<Edit>> edits = new TreeMap<>();
    keys.forEach((edit, key) ->
        edits
            .computeIfAbsent(edit.file(), _ -> new ArrayList<>())
            .add(new Edit(edit.start(), edit.end(), edit.text().replace(DigestEdit.KEY, key))));
    add(edits, others);
    edits.values().removeIf(List::isEmpty);
    return edits;
  }

  /// The edits of images, with the keys of their digests.
  private Map<DigestEdit, String> digests() {
    Map<DigestEdit, Set<String>> keys = new LinkedHashMap<>();
    for (var site : selection.rewritten()) {
      for (var edit : site.edits()) {
        keys.computeIfAbsent(edit, _ -> new LinkedHashSet<>())
            .addAll(site.sources().stream().map(source -> source.digest().dotted()).toList());
      }
    }
    Map<DigestEdit, String> named = new LinkedHashMap<>();
    keys.forEach((edit, names) -> named.put(edit, named(names)));
    return named;
  }

  /// The edited templates with marks, where several places of a file have one digest.
  private SiteMarks marks(Map<String, List<Edit>> others) {
    var marking = new SiteMarking(selection);
    if (!marking.isNeeded()) {
      return SiteMarks.none();
    }
    Map<String, byte[]> templates = new TreeMap<>();
    var edits = with(others, marking.keys());
    edits.forEach((file, all) -> templates.put(file, edited(file, all)));
    edits.keySet().stream()
        .map(this::chart)
        .forEach(chart ->
            templates.put(
                chart.file(DigestHelper.FILE), DigestHelper.marking(chart.name()).getBytes(UTF_8)));
    return new SiteMarks(templates, marking.places(site -> field(site).place()));
  }

  private HelmChart chart(String file) {
    return bundle.chart(Optional.ofNullable(files.get(file)).orElseThrow().chart());
  }

  /// The keys of a digest, for whoever reads that it is empty.
  private static String named(Set<String> names) {
    var sorted = names.stream().sorted().toList();
    return sorted.size() <= MOST_KEYS
        ? String.join(" or ", sorted)
        : "a digest such as " + sorted.getFirst();
  }

  private void versions(Map<String, List<Edit>> edits, List<String> told) {
    for (var entry : uses.otherUses().entrySet()) {
      var reference = entry.getKey();
      var area = TagUses.lastKey(reference).orElseThrow();
      var first = entry.getValue().iterator().next();
      var tag = first.key();
      var key = uses.newKey(first);
      var old = area.of(reference.file().text());
      edits
          .computeIfAbsent(reference.file().path(), _ -> new ArrayList<>())
          .add(new Edit(area.start(), area.end(), old.replace(tag, key)));
      if (uses.isKeptAsVersion(first)) {
        told.add(told(reference, entry.getValue(), key));
      }
    }
  }

  private static String told(Reference reference, Set<Origin.Values> tags, String key) {
    var source = reference.file().tree().source();
    var start = reference.expression().area().start();
    return "%s:%d: reads %s, which keeps what %s said"
        .formatted(
            reference.file().path(),
            source.line(start),
            tags.iterator().next().parent().child(key).dotted(),
            tags.stream().limit(2).map(Origin.Values::dotted).collect(Collectors.joining(" and ")));
  }

  private byte[] edited(String path, List<Edit> all) {
    var file = Optional.ofNullable(files.get(path)).orElseThrow();
    var distinct = all.stream().distinct().toList();
    try {
      var text = Edit.apply(file.text(), distinct);
      TemplateTree.parse(path, text);
      return text.getBytes(UTF_8);
    } catch (Failure | IllegalStateException broken) {
      throw new Refusal(
          new Failure(
              Kind.REFUSED,
              "the edits of %s do not fit together".formatted(path),
              "edit it by hand",
              broken),
          List.of(),
          path);
    }
  }

  /// Each chart that is edited has the helper that the edits call.
  private void helpers(Map<String, List<Edit>> edits, Map<String, byte[]> changes) {
    for (var path : edits.keySet()) {
      var chart = chart(path);
      var helper = chart.file(DigestHelper.FILE);
      if (!bundle.files().containsKey(helper)) {
        changes.put(helper, DigestHelper.text(chart.name()).getBytes(UTF_8));
      }
    }
  }

  private List<ImageField> fields() {
    return Stream.concat(
            selection.sites().stream().map(this::field),
            PrintedImages.of(bundle, values, selection).stream())
        .toList();
  }

  private ImageField field(PlannedSite planned) {
    var site = planned.site();
    var source = site.file().tree().source();
    return new ImageField(
        site.file().chart(),
        site.file().path(),
        source.line(site.start()),
        source.column(site.start()),
        site.key(),
        planned.outcome().pattern(),
        planned.state(),
        planned.reason(),
        planned.sources().stream().map(RewriteDraft::feed).distinct().toList());
  }

  private static ImageFeed feed(ImageOrigin source) {
    var repository = source.names().isEmpty() ? List.<String>of() : source.names().getLast().path();
    var registry = source.names().size() < 2 ? List.<String>of() : source.names().getFirst().path();
    var tag = source.tags().isEmpty() ? List.<String>of() : source.tags().getFirst().path();
    return new ImageFeed(
        source.digest().chart(),
        registry,
        repository,
        tag,
        source.digest().path(),
        source.reference(),
        source.isSpare());
  }

  /// Whether a word is the value itself, as it is named in a template.
  static boolean isNamed(TemplateExpression word) {
    return switch (word) {
      case TemplateExpression.Fields _ -> true;
      case TemplateExpression.Variable variable -> !variable.fields().isEmpty();
      case TemplateExpression.Group group -> !group.fields().isEmpty();
      default -> false;
    };
  }
}
