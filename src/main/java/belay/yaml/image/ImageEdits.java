package belay.yaml.image;

import belay.yaml.edit.Edit;
import belay.yaml.edit.EditChecks;
import belay.yaml.edit.EntryStyle;
import belay.yaml.edit.FlowMap;
import belay.yaml.edit.MapWriter;
import belay.yaml.edit.NewKey;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.Scalars;
import belay.yaml.tree.YamlNode.Alias;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import belay.yaml.tree.YamlNode.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The edits of an image map that is there: values set, missing keys added, the tag removed.
///
/// @param checks what refuses
/// @param image the image map
/// @param owner the entry that it is the value of; empty for an item of a list
/// @param pin what is to be written
/// @param repositoryKey the key for the repository where the map has none
record ImageEdits(
    EditChecks checks,
    Mapping image,
    Optional<Entry> owner,
    DesiredImage pin,
    String repositoryKey) {
  List<Edit> plan() {
    checkMerges();
    List<Edit> edits = new ArrayList<>();
    repository().flatMap(entry -> set(entry, pin.repository())).ifPresent(edits::add);
    digest().flatMap(entry -> set(entry, pin.digest())).ifPresent(edits::add);
    tag()
        .ifPresent(entry -> {
          checks.value(path(entry), entry);
          checks.notShared(path(entry), entry.value());
        });
    edits.addAll(addAndRemove());
    return edits;
  }

  private Optional<Entry> repository() {
    return pin.keys().repositories().stream().flatMap(key -> image.entry(key).stream()).findFirst();
  }

  private Optional<Entry> digest() {
    return image.entry(pin.keys().digest());
  }

  private Optional<Entry> tag() {
    return image.entry(pin.keys().tag());
  }

  private void checkMerges() {
    var path = pin.path().toString();
    checks.notMerged(path, image, pin.keys().tag());
    if (repository().isEmpty()) {
      pin.keys().repositories().forEach(key -> checks.notMerged(path, image, key));
    }
    if (digest().isEmpty()) {
      checks.notMerged(path, image, pin.keys().digest());
    }
  }

  private List<Edit> addAndRemove() {
    var missing = missing();
    var writer = MapWriter.of(checks, image);
    List<Edit> edits = new ArrayList<>();
    if (!missing.isEmpty()) {
      var entryStyle =
          EntryStyle.of(checks.source(), image, repository().or(this::digest).or(this::tag));
      if (writer instanceof FlowMap flow && tagGivesWay()) {
        return flow.replace(tag().orElseThrow(), missing, entryStyle);
      }
      edits.addAll(
          repository()
              .map(sibling -> writer.after(sibling, missing, entryStyle))
              .orElseGet(() -> withoutRepository(writer, missing, entryStyle)));
    }
    tag().ifPresent(entry -> edits.addAll(writer.remove(entry)));
    return edits;
  }

  private List<Edit> withoutRepository(
      MapWriter writer, List<NewKey> missing, EntryStyle entryStyle) {
    if (owner.isPresent() || image.flow()) {
      return writer.first(owner.orElse(new Entry(image, image)), missing, entryStyle);
    }
    // The first entry of such an item shares its line with the dash: what is new goes behind.
    var sibling =
        image.entries().stream()
            .filter(entry -> tag().filter(entry::equals).isEmpty())
            .findFirst()
            .orElseThrow(() ->
                checks
                    .source()
                    .failure(
                        image,
                        "%s has nothing but %s".formatted(pin.path(), pin.keys().tag()),
                        "write %s: and its value into it".formatted(repositoryKey)));
    return writer.after(sibling, missing, entryStyle);
  }

  private List<NewKey> missing() {
    List<NewKey> missing = new ArrayList<>();
    if (repository().isEmpty()) {
      missing.add(new NewKey.Leaf(repositoryKey, pin.repository()));
    }
    if (digest().isEmpty()) {
      missing.add(new NewKey.Leaf(pin.keys().digest(), pin.digest()));
    }
    return missing;
  }

  /// Whether what is missing belongs exactly where the tag stands: behind the repository, or alone.
  private boolean tagGivesWay() {
    if (tag().isEmpty()) {
      return false;
    }
    var index = image.entries().indexOf(tag().get());
    return repository()
        .map(entry -> image.entries().indexOf(entry) == index - 1)
        .orElse(image.entries().size() == 1);
  }

  private Optional<Edit> set(Entry entry, String text) {
    checks.value(path(entry), entry);
    return switch (entry.value()) {
      case Scalar value -> set(entry, value, text);
      case Alias alias when Lookup.text(alias).equals(Optional.of(text)) -> Optional.empty();
      case Alias alias -> {
        var span = alias.span();
        yield Optional.of(new Edit(span.start(), span.end(), Scalars.write(text, Style.PLAIN)));
      }
      case Mapping _, Sequence _ ->
          throw new IllegalStateException("refused above: " + path(entry));
    };
  }

  private Optional<Edit> set(Entry entry, Scalar value, String text) {
    if (Scalars.isString(value) && value.value().equals(text)) {
      return Optional.empty();
    }
    checks.notShared(path(entry), value);
    checks.replaceable(path(entry), value);
    var start = checks.contentStart(value);
    var end = value.span().end();
    if (start < end) {
      return Optional.of(new Edit(start, end, Scalars.write(text, value.style())));
    }
    return Optional.of(fillIn(entry, end, Scalars.write(text, Style.PLAIN)));
  }

  /// A value for a key without one: behind the colon, before any comment.
  private Edit fillIn(Entry entry, int end, String text) {
    var source = checks.source();
    if (end == entry.key().span().end()) {
      throw source.failure(
          entry.key(), "%s has no colon".formatted(path(entry)), "write a colon behind the key");
    }
    var blank = source.skipBlanks(end);
    var spare = blank > end && (blank == source.text().length() || source.isBreak(blank));
    return spare ? Edit.insert(end + 1, text) : Edit.insert(end, " " + text);
  }

  private String path(Entry entry) {
    return pin.path().child(entry.name().orElse("")).toString();
  }
}
