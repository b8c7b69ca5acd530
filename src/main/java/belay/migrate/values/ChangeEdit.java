package belay.migrate.values;

import belay.migrate.model.DigestHelper;
import belay.migrate.model.KeyChange;
import belay.migrate.model.Keys;
import belay.migrate.values.ValuesFileEdit.DefaultKeys;
import belay.migrate.values.ValuesSource.Found;
import belay.yaml.edit.DocumentEdit;
import belay.yaml.edit.Edit;
import belay.yaml.edit.EntryStyle;
import belay.yaml.edit.MapWriter;
import belay.yaml.edit.NewKey;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.Source;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One change in a values file.
record ChangeEdit(ValuesSource text, List<String> above, DefaultKeys defaults) {
  private static final String GLOBAL = "global";
  private static final Pattern HELD = Pattern.compile("(?:.*@)?(sha256:[0-9a-f]{64})");

  /// A path from the top of the file.
  static List<String> whole(List<String> above, List<String> path) {
    return path.isEmpty() || path.getFirst().equals(GLOBAL)
        ? path
        : Stream.concat(above.stream(), path.stream()).toList();
  }

  /// The edits of a change that only touches what is there; empty where keys may have to be made.
  Optional<List<Edit>> inPlace(KeyChange change) {
    var path = whole(above, change.path());
    return switch (change) {
      case KeyChange.Version version ->
          Optional.of(renamed(whole(above, version.tag()), path.getLast()));
      case KeyChange.Digest digest -> {
        var tags =
            digest.tag().isEmpty() ? List.<Found>of() : text.entries(whole(above, digest.tag()));
        yield tags.isEmpty() || !text.entries(path).isEmpty()
            ? Optional.empty()
            : Optional.of(
                tags.stream().flatMap(tag -> replaced(tag, path.getLast()).stream()).toList());
      }
      case KeyChange.Removed _ -> Optional.of(removed(path));
      case KeyChange.Lifted _ -> Optional.of(new Lift(text, switchKeys()).edits(path));
      case KeyChange.Named _ -> Optional.empty();
    };
  }

  Source apply(KeyChange change) {
    var path = whole(above, change.path());
    return switch (change) {
      case KeyChange.Version version ->
          edited(renamed(whole(above, version.tag()), path.getLast()));
      case KeyChange.Digest digest -> digest(path, whole(above, digest.tag()));
      case KeyChange.Removed _ -> edited(removed(path));
      case KeyChange.Lifted _ -> edited(new Lift(text, switchKeys()).edits(path));
      case KeyChange.Named named -> isDefault() ? named(path, named.repository()) : text.source();
    };
  }

  private boolean isDefault() {
    return defaults != DefaultKeys.NONE;
  }

  private Source edited(List<Edit> edits) {
    var distinct = edits.stream().distinct().toList();
    return text.source().with(Edit.apply(text.source().text(), distinct));
  }

  /// The digest, and the switch where this file has the defaults.
  private List<NewKey> digestKeys(String key) {
    return digestKeys(key, "");
  }

  private List<NewKey> digestKeys(String key, String digest) {
    List<NewKey> keys = new ArrayList<>(List.of(new NewKey.Leaf(key, digest)));
    keys.addAll(switchKeys());
    return keys;
  }

  private List<NewKey> switchKeys() {
    return isDefault()
        ? List.of(
            new NewKey.Word(
                DigestHelper.ALLOW_EMPTY, String.valueOf(defaults == DefaultKeys.OPTIONAL)))
        : List.of();
  }

  private List<Edit> renamed(List<String> tag, String key) {
    List<Edit> edits = new ArrayList<>();
    for (var found : text.entries(tag)) {
      var span = found.entry().key().span();
      var written = text.source().text().substring(span.start(), span.end());
      edits.add(new Edit(span.start(), span.end(), written.replace(tag.getLast(), key)));
    }
    return edits;
  }

  private Source digest(List<String> path, List<String> tag) {
    var there = text.entries(path);
    var tags = tag.isEmpty() ? List.<Found>of() : text.entries(tag);
    if (tags.isEmpty() && there.isEmpty()) {
      return isDefault() ? added(path) : text.source();
    }
    List<Edit> edits = new ArrayList<>();
    for (var found : tags) {
      var known = there.stream().anyMatch(one -> one.mapping().equals(found.mapping()));
      edits.addAll(
          known || isElsewhere(path, tag, there)
              ? removed(tag.getLast(), found)
              : replaced(found, path.getLast()));
    }
    there.forEach(found -> edits.addAll(switched(found)));
    return edited(edits);
  }

  /// Whether there is a digest already that does not stand beside the tag.
  private static boolean isElsewhere(List<String> path, List<String> tag, List<Found> there) {
    return !there.isEmpty()
        && !path.subList(0, path.size() - 1).equals(tag.subList(0, tag.size() - 1));
  }

  /// The digest that a tag holds, alone or behind an @; empty where it holds none.
  private static String held(YamlNode tag) {
    var match = HELD.matcher(Lookup.text(tag).orElse(""));
    return match.matches() ? match.group(1) : "";
  }

  /// The switch beside a digest that is there already.
  private List<Edit> switched(Found digest) {
    var keys = new ArrayList<>(switchKeys());
    keys.removeIf(one -> digest.mapping().entry(one.key()).isPresent());
    return keys.isEmpty()
        ? List.of()
        : MapWriter.of(text.checks(), digest.mapping())
            .after(digest.entry(), keys, EntryStyle.around(text.source(), digest.mapping()));
  }

  /// The digest in place of a tag, which goes with what is said about it.
  private List<Edit> replaced(Found found, String key) {
    var keys = new ArrayList<>(digestKeys(key, held(found.entry().value())));
    keys.removeIf(one -> found.mapping().entry(one.key()).isPresent());
    var entry = found.entry();
    var source = text.source();
    text.checks().notShared("\"" + entry.name().orElse("") + "\"", entry.value());
    var style = EntryStyle.of(source, found.mapping(), Optional.of(entry));
    var start = entry.key().span().start();
    if (found.mapping().flow()) {
      var flow = keys.stream().map(one -> one.flow(style)).toList();
      return List.of(new Edit(start, entry.end(), String.join(", ", flow)));
    }
    var comment = DocComment.of(source, found.mapping(), entry);
    var line = source.lineStart(start);
    var indent = source.text().substring(line, start).replace('-', ' ');
    var lines = new ArrayList<String>();
    for (var one : keys) {
      comment.replacement(one.key()).ifPresent(lines::add);
      lines.addAll(one.lines(style, "  "));
    }
    var joined = String.join(source.lineBreak() + indent, lines);
    List<Edit> edits = new ArrayList<>(comment.edits(source, found, key));
    edits.add(new Edit(start, source.lineEnd(entry.end()), joined));
    return edits;
  }

  private List<Edit> removed(List<String> path) {
    List<Edit> edits = new ArrayList<>();
    text.entries(path).forEach(found -> edits.addAll(removed(path.getLast(), found)));
    return edits;
  }

  private List<Edit> removed(String key, Found found) {
    text.checks().notShared("\"" + key + "\"", found.entry().value());
    List<Edit> edits = new ArrayList<>();
    if (!found.mapping().flow()) {
      edits.addAll(
          DocComment.of(text.source(), found.mapping(), found.entry())
              .edits(text.source(), found, ""));
    }
    edits.addAll(MapWriter.of(text.checks(), found.mapping()).remove(found.entry()));
    if (found.mapping().entries().size() == 1 && !found.mapping().flow()) {
      throw text.source()
          .failure(
              found.entry().key(),
              "\"%s\" is the only key of its mapping".formatted(key),
              "take the mapping out by hand");
    }
    return edits;
  }

  /// A digest where there was no tag.
  private Source added(List<String> path) {
    var parents = text.nodes(path.subList(0, path.size() - 1));
    List<Edit> edits = new ArrayList<>();
    for (var parent : parents) {
      if (parent instanceof Mapping mapping && !mapping.entries().isEmpty()) {
        var keys = new ArrayList<>(digestKeys(path.getLast()));
        keys.removeIf(one -> mapping.entry(one.key()).isPresent());
        var model =
            mapping.entries().stream()
                .filter(entry -> isNameOf(entry, path.getLast()))
                .findFirst()
                .or(() -> mapping.entries().stream().filter(ChangeEdit::isName).findFirst());
        edits.addAll(
            MapWriter.of(text.checks(), mapping)
                .after(
                    model.orElse(mapping.entries().getLast()),
                    keys,
                    EntryStyle.around(text.source(), mapping)));
      }
    }
    if (!edits.isEmpty() || path.contains("*")) {
      return edited(edits);
    }
    return put(path.subList(0, path.size() - 1), digestKeys(path.getLast()));
  }

  /// Whether a digest is that of a name.
  private static boolean isNameOf(YamlNode.Entry entry, String digest) {
    return entry.value() instanceof YamlNode.Scalar
        && entry.name().filter(name -> Keys.digestForName(name).equals(digest)).isPresent();
  }

  private static boolean isName(YamlNode.Entry entry) {
    var name = entry.name().orElse("");
    return (name.equals("repository") || name.equals("graph") || name.equals("name"))
        && entry.value() instanceof YamlNode.Scalar;
  }

  private Source named(List<String> path, String repository) {
    if (!text.entries(path).isEmpty()) {
      return text.source();
    }
    List<NewKey> children = new ArrayList<>(List.of(new NewKey.Leaf("repository", repository)));
    children.addAll(digestKeys("digest"));
    return put(
        path.subList(0, path.size() - 1), List.of(new NewKey.Branch(path.getLast(), children)));
  }

  /// New keys in a mapping that may not be there yet.
  private Source put(List<String> parent, List<NewKey> keys) {
    var source = text.source();
    if (text.root().filter(root -> !isNothing(root)).isEmpty()) {
      return atEnd(NewKey.nested(parent, keys));
    }
    for (var key : keys) {
      var bytes = DocumentEdit.of(source.name(), source.encode(), 0).put(parent, key, false);
      source = Source.decode(source.name(), bytes, source.kind());
    }
    return source;
  }

  private static boolean isNothing(YamlNode root) {
    return root instanceof YamlNode.Scalar scalar && scalar.isNull();
  }

  /// The end of a file that holds nothing but comments.
  private Source atEnd(List<NewKey> keys) {
    var source = text.source();
    var lines = keys.stream().flatMap(key -> key.lines(EntryStyle.PLAIN, "  ").stream()).toList();
    var all = source.text();
    var begun = !all.isEmpty() && !source.isBreak(all.length() - 1);
    return source.with(
        all
            + (begun ? source.lineBreak() : "")
            + String.join(source.lineBreak(), lines)
            + source.lineBreak());
  }
}
