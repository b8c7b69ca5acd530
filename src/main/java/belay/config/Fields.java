package belay.config;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Secrets;
import belay.failure.Suggest;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One mapping of `belay.yaml` that is being read: values by key, each with its type checked and
/// its origin remembered. What is missing has its default.
final class Fields {
  private static final String FILE = "the file";

  /// A sentence, not an address: `deploy:{service}@{digest}` is a good one.
  private static final String MESSAGE = "commit.message";

  private final YamlTree tree;
  private final String path;
  private final YamlNode node;
  private final List<Setting> settings;
  private final boolean defaults;

  private Fields(
      YamlTree tree, String path, YamlNode node, List<Setting> settings, boolean defaults) {
    this.tree = tree;
    this.path = path;
    this.node = node;
    this.settings = settings;
    this.defaults = defaults;
  }

  /// The whole document; what is read is added to `settings`.
  static Fields of(YamlTree tree, List<Setting> settings) {
    var root = new Fields(tree, "", tree.root(), settings, true);
    root.check(Shape.ROOT);
    return root;
  }

  /// The mapping at a key; without any entry where there is none.
  Fields below(String key, Shape shape) {
    return child(path(key), value(key).orElse(nothing()), shape);
  }

  /// The mappings in the list at a key.
  List<Fields> list(String key, Shape shape) {
    return switch (value(key).orElse(nothing())) {
      case Sequence list -> {
        List<Fields> items = new ArrayList<>();
        for (var item : list.items()) {
          items.add(child(path(key) + "[" + items.size() + "]", item, shape));
        }
        yield items;
      }
      case Scalar scalar when scalar.isNull() -> List.of();
      case YamlNode other -> throw wrong(other, path(key), "a list");
    };
  }

  /// The texts in the list at a key, each read; none where there is no list.
  <T> List<T> texts(String key, Function<String, T> parser) {
    return switch (value(key).orElse(nothing())) {
      case Sequence list -> {
        List<T> items = new ArrayList<>();
        for (var item : list.items()) {
          items.add(read(item, text(item, path(key) + "[" + items.size() + "]"), parser));
        }
        remember(key, String.join(", ", items.stream().map(String::valueOf).toList()));
        yield items;
      }
      case Scalar scalar when scalar.isNull() -> List.of();
      case YamlNode other -> throw wrong(other, path(key), "a list");
    };
  }

  /// These fields under the name that their settings are shown with.
  Fields named(String name) {
    return new Fields(tree, name, node, settings, defaults);
  }

  /// These fields where what is missing is no setting of theirs: it is said somewhere else.
  Fields withoutDefaults() {
    return new Fields(tree, path, node, settings, false);
  }

  /// The keys that are there, in their order.
  List<String> keys() {
    return entries().stream().map(entry -> entry.name().orElse("")).toList();
  }

  boolean has(String key) {
    return value(key).isPresent();
  }

  boolean isMapping(String key) {
    return value(key).filter(Mapping.class::isInstance).isPresent();
  }

  Optional<String> text(String key) {
    var text = value(key).map(value -> text(value, path(key)));
    text.ifPresent(value -> remember(key, value));
    return text;
  }

  /// A text that has no default. It is no setting of its own where others go by its name.
  String needed(String key) {
    return value(key)
        .map(value -> text(value, path(key)))
        .orElseThrow(() ->
            tree.failure(
                entry(key).map(Entry::key).orElse(node),
                "%s is missing".formatted(path(key)),
                "write %s: and its value".formatted(key)));
  }

  String text(String key, String fallback) {
    return text(key)
        .orElseGet(() -> {
          remember(key, fallback);
          return fallback;
        });
  }

  boolean flag(String key, boolean fallback) {
    return choice(key, Map.of("true", true, "false", false), String.valueOf(fallback));
  }

  /// One of several words.
  <T> T choice(String key, Map<String, T> words, String fallback) {
    return parsed(
        key,
        text(key, fallback),
        text ->
            Optional.ofNullable(words.get(text))
                .orElseThrow(() ->
                    new Failure(
                        Kind.USAGE,
                        "%s is \"%s\"%s"
                            .formatted(path(key), text, Suggest.hint(text, words.keySet())),
                        "write "
                            + String.join(" or ", words.keySet().stream().sorted().toList()))));
  }

  /// Reads a text; what is wrong with it is said with its place in the file.
  <T> T parsed(String key, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (Failure failure) {
      throw value(key)
          .map(value -> tree.failure(value, failure.what(), failure.help()))
          .orElse(failure);
    }
  }

  private <T> T read(YamlNode value, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (Failure failure) {
      throw tree.failure(value, failure.what(), failure.help());
    }
  }

  /// Checks a key that users choose.
  void checkKey(String key, String kind) {
    try {
      Names.check(kind, key);
    } catch (Failure failure) {
      throw tree.failure(entry(key).orElseThrow().key(), failure.what(), failure.help());
    }
  }

  /// A failure at the value of a key, or at these fields where the key is missing.
  Failure failure(String key, String what, String help) {
    return tree.failure(value(key).orElse(node), what, help);
  }

  /// Where these fields stand, as `file:line:column`.
  String place() {
    return tree.place(node);
  }

  private Fields child(String childPath, YamlNode value, Shape shape) {
    var child = new Fields(tree, childPath, value, settings, defaults);
    child.check(shape);
    return child;
  }

  private void check(Shape shape) {
    for (var entry : entries()) {
      var name = entry.name().orElse("");
      if (!shape.knows(name)) {
        throw tree.failure(
            entry.key(),
            "no key \"%s\"%s%s"
                .formatted(
                    name, path.isEmpty() ? "" : " in " + path, Suggest.hint(name, shape.keys())),
            "the keys here are " + String.join(", ", shape.keys()));
      }
    }
    if (node instanceof Mapping mapping) {
      YamlTree.duplicate(mapping)
          .ifPresent(second -> {
            throw tree.failure(
                second.key(),
                "the key \"%s\" stands twice".formatted(second.name().orElse("")),
                "keep one of the two");
          });
    }
  }

  private List<Entry> entries() {
    return switch (node) {
      case Mapping mapping -> mapping.entries();
      case Scalar scalar when scalar.isNull() -> List.of();
      case YamlNode other -> throw wrong(other, path.isEmpty() ? FILE : path, "a mapping");
    };
  }

  private Optional<Entry> entry(String key) {
    return entries().stream().filter(entry -> entry.isNamed(key)).findFirst();
  }

  private Optional<YamlNode> value(String key) {
    return entry(key)
        .map(Entry::value)
        .filter(value -> !(value instanceof Scalar scalar && scalar.isNull()));
  }

  private String text(YamlNode value, String name) {
    if (value instanceof Scalar scalar) {
      if (!name.equals(MESSAGE) && Secrets.inAddress(scalar.value())) {
        var refused = Secrets.refused(name);
        throw tree.failure(value, refused.what(), refused.help());
      }
      return scalar.value();
    }
    throw wrong(value, name, "a text");
  }

  private Failure wrong(YamlNode value, String name, String wanted) {
    return tree.failure(
        value,
        "%s is %s, not %s".formatted(name, value.kind(), wanted),
        path.isEmpty() && name.equals(FILE)
            ? "write keys with values, such as registry: registry.example.com"
            : "write " + wanted + ", or leave the key out for its default");
  }

  /// Notes a value that was read, with its place in the file if it stands there.
  void remember(String key, String value) {
    var origin = value(key).map(tree::place);
    if (defaults || origin.isPresent()) {
      settings.add(new Setting(path(key), value, origin.orElse(Setting.DEFAULT)));
    }
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static YamlNode nothing() {
    return YamlTree.empty("").root();
  }
}
