package belay.migrate.site;

import belay.gotemplate.TemplateNode;
import belay.migrate.origin.Origin;
import belay.migrate.origin.Scope;
import belay.migrate.origin.TemplateFile;
import belay.migrate.origin.TemplateWalk;
import belay.migrate.origin.ValuesView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds where templates name images, while they are gone through.
public final class SiteFinder implements TemplateWalk.Visitor {
  private static final Pattern SPLIT =
      Pattern.compile("^\\s*\\n[ \\t]+(?:repository|registry|name|tag)[ \\t]*:.*", Pattern.DOTALL);
  private static final Pattern BLOCK = Pattern.compile("\\s*[|>][-+]?\\s*");

  /// A place, and what comes of it in each way in which it is read.
  ///
  /// @param start offset of its key in the file
  public record Site(TemplateFile file, int start, String key, List<SiteOutcome> outcomes) {
    /// All ways together.
    public SiteOutcome outcome() {
      return SiteOutcome.all(outcomes);
    }
  }

  private record Place(String file, int start) {}

  private final Map<Place, Site> sites = new LinkedHashMap<>();
  private final ValuesView values;
  private final KnownValues known;
  private Optional<ReferenceRewriter> rewriter = Optional.empty();

  /// What is known of values from having gone through the templates before.
  ///
  /// @param names those that are names without tags
  /// @param references those that are whole references, and become mappings
  /// @param shared keys of digests beside tags that are those of several images
  /// @param taken such keys that would be those of several images beside their names, too
  public record KnownValues(
      Set<Origin.Values> names,
      Set<Origin.Values> references,
      Set<Origin.Values> shared,
      Set<Origin.Values> taken) {
    public KnownValues {
      names = Set.copyOf(names);
      references = Set.copyOf(references);
      shared = Set.copyOf(shared);
      taken = Set.copyOf(taken);
    }
  }

  /// @param known what is known of the values
  public SiteFinder(ValuesView values, KnownValues known) {
    this.values = values;
    this.known = known;
  }

  /// Begins with a walk, which has this as its visitor.
  public void follow(TemplateWalk walk) {
    rewriter = Optional.of(new ReferenceRewriter(walk, values, known));
  }

  /// The places, in the order in which they were found.
  public List<Site> sites() {
    return List.copyOf(sites.values());
  }

  @Override
  public void visit(List<TemplateNode> siblings, int index, Scope scope) {
    for (var field : FieldRegion.in(siblings, index, scope)) {
      if (field.key().equals("image")) {
        image(field, scope);
      }
    }
    TextRegion.at(siblings, index, scope).ifPresent(region -> text(region, scope));
    if (!known.references().isEmpty()) {
      TextRegion.value(siblings, index, scope).ifPresent(region -> whole(region, scope));
    }
  }

  /// An image in a text, such as an argument: it counts where name and tag are of one mapping.
  private void text(TextRegion region, Scope scope) {
    var inner = scope.enter();
    var images = rewriter.orElseThrow();
    var outcome = images.named(images.composer().atoms(region.value(), inner), inner);
    outcome.ifPresent(
        found -> add(new FieldRegion("", region.start(), region.value()), scope, found));
  }

  /// A whole reference in a text: it counts where an image is the same value.
  private void whole(TextRegion region, Scope scope) {
    var inner = scope.enter();
    var images = rewriter.orElseThrow();
    var atoms = images.composer().atoms(region.value(), inner);
    if (images.isOneOf(atoms, known.references())) {
      add(new FieldRegion("", region.start(), region.value()), scope, images.whole(atoms, inner));
    }
  }

  private void image(FieldRegion field, Scope scope) {
    if (field.isEmpty(scope)) {
      var behind = scope.file().text().substring(field.end() + (field.value().isEmpty() ? 6 : 0));
      if (SPLIT.matcher(behind.substring(0, Math.min(200, behind.length()))).matches()) {
        add(field, scope, SiteOutcome.reported("split", "repository and tag are taken apart here"));
      }
      return;
    }
    var inner = scope.enter();
    if (field.literal(scope).filter(text -> BLOCK.matcher(text).matches()).isPresent()) {
      add(field, scope, SiteOutcome.reported("block", "the image stands on a line of its own"));
      return;
    }
    var images = rewriter.orElseThrow();
    add(field, scope, images.whole(images.composer().atoms(field.value(), inner), inner));
  }

  private void add(FieldRegion field, Scope scope, SiteOutcome outcome) {
    var outcomes =
        sites
            .computeIfAbsent(
                new Place(scope.file().path(), field.start()),
                _ -> new Site(scope.file(), field.start(), field.key(), new ArrayList<>()))
            .outcomes();
    if (!outcomes.contains(outcome)) {
      outcomes.add(outcome);
    }
  }

  /// Notes the places of a definition that nobody calls.
  public void dead(TemplateFile file, String name, List<TemplateNode> body) {
    var scope = Scope.begin(file, Origin.unknown());
    for (var i = 0; i < body.size(); i++) {
      for (var field : FieldRegion.in(body, i, scope)) {
        if (field.key().equals("image") && !field.isEmpty(scope)) {
          add(
              field,
              scope,
              SiteOutcome.reported("dead", "nothing calls the helper \"%s\"".formatted(name)));
        }
      }
      if (body.get(i) instanceof TemplateNode.Branch branch) {
        branch.arms().forEach(arm -> dead(file, name, arm.body()));
      }
    }
  }
}
