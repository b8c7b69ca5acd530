package belay.manifest;

import belay.manifest.ImagePath.Step;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.List;
import java.util.function.Consumer;

/// Finds the images where the table of kinds says that there are some.
///
/// A key that stands twice is followed twice: parsers disagree on which of them counts.
final class KnownImages {
  private static final String IMAGE = "image";

  /// Groups in which a container without an image is a mistake; elsewhere it may be a patch of one
  /// that an operator makes.
  private static final List<String> COMPLETE = List.of("", "apps", "batch");

  private final KindTable kinds;
  private final boolean texts;
  private final FoundImages found;

  KnownImages(KindTable kinds, boolean texts, FoundImages found) {
    this.kinds = kinds;
    this.texts = texts;
    this.found = found;
  }

  void search() {
    var object = found.object();
    var top = Cursor.top(object.root());
    object(object.group(), object.kind(), top);
  }

  private void object(String group, String kind, Cursor at) {
    for (var path : kinds.paths(group, kind)) {
      follow(at, path.steps(), 0, end -> arrive(end, COMPLETE.contains(group)));
    }
    if (texts && group.isEmpty() && kind.equals("ConfigMap")) {
      var values = List.<Step>of(new Step.Key("data"), new Step.Values());
      follow(at, values, 0, value -> text(value, value.step(), value.step()));
    }
  }

  private void follow(Cursor at, List<Step> steps, int from, Consumer<Cursor> arrive) {
    found.visit(at);
    if (from == steps.size()) {
      arrive.accept(at);
      return;
    }
    switch (steps.get(from)) {
      case Step.Key(var name) -> each(at, name, next -> follow(next, steps, from + 1, arrive));
      case Step.Items() -> items(at, next -> follow(next, steps, from + 1, arrive));
      case Step.Values() -> values(at, next -> follow(next, steps, from + 1, arrive));
    }
  }

  /// What a path leads to.
  private void arrive(Cursor at, boolean complete) {
    found.visit(at);
    switch (at.node()) {
      case Scalar _ -> reference(ImageRole.FIELD, at.name(), at);
      case Sequence _ -> items(at, item -> arrive(item, complete));
      case Mapping mapping -> mapping(at, mapping, complete);
      case YamlNode _ -> {}
    }
  }

  private void mapping(Cursor at, Mapping mapping, boolean complete) {
    var kind = Lookup.find(mapping, "kind").flatMap(Lookup::text);
    var version = Lookup.find(mapping, "apiVersion").flatMap(Lookup::text);
    if (kind.isPresent() && version.isPresent()) {
      var slash = version.get().indexOf('/');
      object(slash < 0 ? "" : version.get().substring(0, slash), kind.get(), at);
    } else if (ImageRole.IN_PODS.stream()
        .anyMatch(role -> Lookup.find(mapping, role.list()).isPresent())) {
      pod(at, complete);
    } else {
      container(ImageRole.CONTAINER, at, complete);
    }
  }

  private void pod(Cursor at, boolean complete) {
    for (var role : ImageRole.IN_PODS) {
      Consumer<Cursor> use =
          role == ImageRole.VOLUME
              ? item -> volume(item, complete)
              : item -> container(role, item, complete);
      each(at, role.list(), list -> items(list, use));
    }
  }

  private void container(ImageRole role, Cursor at, boolean complete) {
    var before = found.size();
    each(at, IMAGE, image -> reference(role, at.name(), image));
    if (complete && found.size() == before && at.node() instanceof Mapping) {
      found.add(role, at.name(), at, "");
    }
    if (texts) {
      words(at);
    }
  }

  private void volume(Cursor at, boolean complete) {
    each(
        at,
        IMAGE,
        image -> {
          var before = found.size();
          each(image, "reference", value -> reference(ImageRole.VOLUME, at.name(), value));
          if (complete && found.size() == before && image.node() instanceof Mapping) {
            found.add(ImageRole.VOLUME, at.name(), image, "");
          }
        });
  }

  private void reference(ImageRole role, String name, Cursor at) {
    Lookup.text(at.node()).ifPresent(text -> found.add(role, name, at, text));
  }

  /// Arguments and variables of a container.
  private void words(Cursor at) {
    for (var key : List.of("command", "args")) {
      each(at, key, list -> items(list, word -> text(word, at.name(), "")));
    }
    each(
        at,
        "env",
        list ->
            items(
                list,
                variable ->
                    each(variable, "value", value -> text(value, at.name(), variable.name()))));
  }

  private void text(Cursor at, String name, String label) {
    Lookup.text(at.node())
        .ifPresent(text ->
            TextReferences.in(label, text)
                .forEach(reference -> found.add(ImageRole.TEXT, name, at, reference)));
  }

  /// The values of a key: every one that is written, else what is merged in.
  private void each(Cursor at, String key, Consumer<Cursor> use) {
    if (!(at.node() instanceof Mapping mapping)) {
      return;
    }
    found.visit(at);
    var own = mapping.entries().stream().filter(entry -> entry.isNamed(key)).toList();
    if (own.isEmpty()) {
      Lookup.merged(mapping, key).ifPresent(value -> use.accept(at.key(key, value)));
    }
    own.forEach(entry -> use.accept(at.key(key, entry.value())));
  }

  private void items(Cursor at, Consumer<Cursor> use) {
    if (at.node() instanceof Sequence list) {
      for (var i = 0; i < list.items().size(); i++) {
        var item = at.item(i, list.items().get(i));
        found.visit(item);
        use.accept(item);
      }
    }
  }

  private void values(Cursor at, Consumer<Cursor> use) {
    if (!(at.node() instanceof Mapping mapping)) {
      return;
    }
    for (var entry : mapping.entries()) {
      found.visit(at);
      if (entry.isMerge()) {
        merged(at, entry, use);
      } else {
        entry.name().ifPresent(name -> use.accept(at.key(name, entry.value())));
      }
    }
  }

  private void merged(Cursor at, Entry merge, Consumer<Cursor> use) {
    var source = at.key("<<", merge.value());
    values(source, use);
    items(source, item -> values(item, use));
  }
}
