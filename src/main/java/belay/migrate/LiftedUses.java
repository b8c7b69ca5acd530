package belay.migrate;

import belay.chart.ChartBundle;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.migrate.origin.Origin;
import belay.migrate.origin.Reference;
import belay.migrate.origin.ReferenceLog;
import belay.yaml.edit.Edit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What else reads whole references that become mappings.
record LiftedUses(SiteSelection selection, ReferenceLog references, TagUses uses) {
  /// Functions that hand the value on, so that what they call is seen for itself.
  private static final Set<String> HANDING = Set.of("include", "dict", "list", "tuple", "tpl");

  /// Functions that ask what kind a value is: what that changes, the proof shows.
  private static final Set<String> KINDS = Set.of("kindIs", "kindOf", "typeIs", "typeOf");

  private static final Set<String> ASKING = Set.of("not", "and", "or", "empty", "ternary");

  /// The edits by file.
  ///
  /// @throws Refusal where something reads it that could not read a mapping
  Map<String, List<Edit>> edits() {
    var lifted = lifted();
    Map<String, List<Edit>> edits = new HashMap<>();
    for (var entry : references.all().entrySet()) {
      var reference = entry.getKey();
      if (entry.getValue().stream().noneMatch(lifted::contains)
          || uses.isEdited(reference)
          || !RewriteDraft.isNamed(reference.expression())) {
        continue;
      }
      var asks = !reference.keyword().isEmpty() || ASKING.contains(reference.function());
      if ((reference.keyword().equals("with") && reference.function().isEmpty())
          || HANDING.contains(reference.function())
          || KINDS.contains(reference.function())) {
        continue;
      }
      if (!asks
          || ChartBundle.isPacked(reference.file().path())
          || !(reference.function().isEmpty() || ASKING.contains(reference.function()))) {
        throw refusal(reference, lifted, entry.getValue());
      }
      edits
          .computeIfAbsent(reference.file().path(), _ -> new ArrayList<>())
          .add(Edit.insert(reference.expression().area().end(), ".repository"));
    }
    return edits;
  }

  private Set<Origin.Values> lifted() {
    Set<Origin.Values> lifted = new HashSet<>();
    for (var site : selection.rewritten()) {
      for (var source : site.sources()) {
        if (source.isLifted()) {
          lifted.add(source.digest().parent());
        }
      }
    }
    return lifted;
  }

  private static Refusal refusal(
      Reference reference, Set<Origin.Values> lifted, Set<Origin.Values> values) {
    var source = reference.file().tree().source();
    return new Refusal(
        new Failure(
            Kind.REFUSED,
            "%s:%d reads the image as one text"
                .formatted(
                    reference.file().path(), source.line(reference.expression().area().start())),
            ""),
        values.stream().filter(lifted::contains).toList(),
        reference.file().path());
  }
}
