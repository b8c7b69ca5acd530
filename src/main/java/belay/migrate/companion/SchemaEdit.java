package belay.migrate.companion;

import belay.failure.Kind;
import belay.migrate.model.DigestHelper;
import belay.migrate.model.KeyChange;
import belay.yaml.edit.Edit;
import belay.yaml.tree.Source;
import belay.yaml.tree.TreeBuilder;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Has a `values.schema.json` know the keys that a migration brings, and no more those that it
/// takes away; every other byte stays. What the schema leaves open stays open.
public final class SchemaEdit {
  private static final String PROPERTIES = "properties";
  private static final String REQUIRED = "required";
  private static final String CLOSED = "additionalProperties";
  private static final int MOST_REFERENCES = 16;

  private static final Map<String, Object> DIGEST =
      JsonObject.of(
          "type", "string", "pattern", "^((sha256:[0-9a-f]{64})|(sha512:[0-9a-f]{128}))?$");
  private static final Map<String, Object> SWITCH = JsonObject.of("type", "boolean");

  private final JsonObject root;

  private SchemaEdit(JsonObject root) {

    this.root = root;
  }

  /// The schema after the changes.
  ///
  /// @param name the file's path, for messages
  /// @param above the keys that lead to the values that change
  /// @throws belay.failure.Failure (refused) where it is no JSON
  public static byte[] apply(
      String name, byte[] bytes, List<String> above, List<KeyChange> changes) {
    var source = Source.decode(name, bytes, Kind.REFUSED);
    var sorted = TagChanges.sorted(changes);
    for (var step : Step.values()) {
      for (var change : sorted) {
        var at = source;
        var edits =
            JsonObject.root(at, TreeBuilder.read(at))
                .map(root -> new SchemaEdit(root).edits(above, change, step))
                .orElse(List.of());
        source = source.with(Edit.apply(source.text(), edits));
      }
    }
    return source.encode();
  }

  /// What is done one after the other, each on the text that the one before left.
  private enum Step {
    REQUIREMENT,
    PROPERTY,
    SWITCH
  }

  /// An object's schema.
  ///
  /// @param object where it stands
  /// @param shared whether others are described by it, too
  /// @param rest the keys that no schema leads along
  private record Place(JsonObject object, boolean shared, List<String> rest) {
    boolean isThere() {
      return rest.isEmpty();
    }

    boolean isClosed() {
      return object
          .mapping()
          .entry(CLOSED)
          .filter(entry -> entry.value() instanceof Scalar word && word.value().equals("false"))
          .isPresent();
    }
  }

  private List<Edit> edits(List<String> above, KeyChange change, Step step) {
    List<String> path = new ArrayList<>(above);
    path.addAll(change.path());
    if (path.isEmpty()) {
      return List.of();
    }
    var place = place(path.subList(0, path.size() - 1));
    var key = path.getLast();
    return switch (change) {
      case KeyChange.Removed _ -> removed(place, key, step);
      case KeyChange.Digest digest ->
          step == Step.REQUIREMENT
              ? tagOf(digest.tag()).flatMap(tag -> requirement(place, tag)).stream().toList()
              : added(place, step, key, tagOf(digest.tag()));
      case KeyChange.Lifted _ -> lifted(place, key, step);
      case KeyChange.Named _ ->
          step == Step.PROPERTY && !known(place, key) && place.isClosed()
              ? List.of(nested(place, key, image()))
              : List.of();
      case KeyChange.Version version ->
          switch (step) {
            case REQUIREMENT ->
                tagOf(version.tag()).flatMap(tag -> requirement(place, tag)).stream().toList();
            case PROPERTY -> version(place, key, version.tag());
            case SWITCH ->
                tagOf(version.tag())
                    .map(tag -> removed(place, tag, Step.PROPERTY))
                    .orElse(List.of());
          };
    };
  }

  private static Optional<String> tagOf(List<String> tag) {
    return tag.isEmpty() ? Optional.empty() : Optional.of(tag.getLast());
  }

  private static boolean known(Place place, String key) {
    return place.isThere() && place.object().object(PROPERTIES).filter(p -> p.has(key)).isPresent();
  }

  private static Optional<Edit> requirement(Place place, String key) {
    return place.isThere() ? place.object().removeItem(REQUIRED, key) : Optional.empty();
  }

  private static List<Edit> removed(Place place, String key, Step step) {
    return switch (step) {
      case REQUIREMENT -> requirement(place, key).stream().toList();
      case PROPERTY ->
          known(place, key) && !place.shared()
              ? List.of(place.object().object(PROPERTIES).orElseThrow().remove(key))
              : List.of();
      case SWITCH -> List.of();
    };
  }

  private static List<Edit> added(Place place, Step step, String digest, Optional<String> tag) {
    var key = step == Step.PROPERTY ? digest : DigestHelper.ALLOW_EMPTY;
    var schema = step == Step.PROPERTY ? DIGEST : SWITCH;
    if (known(place, key)) {
      return List.of();
    }
    var properties = place.object().object(PROPERTIES);
    if (!place.isThere()
        || properties.isEmpty()
        || properties.get().mapping().entries().isEmpty()) {
      return place.isClosed() ? List.of(nested(place, key, schema)) : List.of();
    }
    var entry = JsonObject.of(key, schema);
    if (step == Step.PROPERTY && tag.isPresent() && properties.get().has(tag.get())) {
      return List.of(
          place.shared()
              ? properties.get().add(tag, entry)
              : properties.get().replaceEntry(tag.get(), entry));
    }
    return List.of(
        properties.get().add(step == Step.SWITCH ? Optional.of(digest) : Optional.empty(), entry));
  }

  private static List<Edit> lifted(Place place, String key, Step step) {
    if (step != Step.PROPERTY) {
      return List.of();
    }
    if (!known(place, key)) {
      return place.isClosed() ? List.of(nested(place, key, image())) : List.of();
    }
    var properties = place.object().object(PROPERTIES).orElseThrow();
    return properties.object(key).filter(old -> old.has(PROPERTIES)).isPresent()
        ? List.of()
        : List.of(properties.replace(key, image()));
  }

  private List<Edit> version(Place place, String key, List<String> tag) {
    if (known(place, key) || !place.isThere()) {
      return List.of();
    }
    var properties = place.object().object(PROPERTIES);
    var known = properties.filter(p -> !tag.isEmpty() && p.has(tag.getLast()));
    if (known.isPresent()) {
      var copy = new JsonObject.Raw(known.get().raw(tag.getLast()));
      return List.of(known.get().add(Optional.of(tag.getLast()), JsonObject.of(key, copy)));
    }
    return place.isClosed()
        ? List.of(nested(place, key, JsonObject.of("type", "string")))
        : List.of();
  }

  private static Map<String, Object> image() {
    return JsonObject.of(
        "type",
        "object",
        PROPERTIES,
        JsonObject.of(
            "repository",
            JsonObject.of("type", "string"),
            "digest",
            DIGEST,
            DigestHelper.ALLOW_EMPTY,
            SWITCH));
  }

  /// A property below an object, with objects around it for the keys that lead to it.
  private static Edit nested(Place place, String key, Map<String, Object> schema) {
    Map<String, Object> entries = new LinkedHashMap<>(Map.of(key, schema));
    for (var step : place.rest().reversed()) {
      entries = JsonObject.of(step, JsonObject.of("type", "object", PROPERTIES, entries));
    }
    var properties = place.object().object(PROPERTIES);
    return properties.isPresent()
        ? properties.get().add(Optional.empty(), entries)
        : place.object().add(Optional.empty(), JsonObject.of(PROPERTIES, entries));
  }

  private Place place(List<String> path) {
    var at = resolved(root, false);
    for (var i = 0; i < path.size(); i++) {
      var next = below(at.object(), path.get(i));
      if (next.isEmpty()) {
        return new Place(at.object(), at.shared(), path.subList(i, path.size()));
      }
      at = resolved(next.get(), at.shared());
    }
    return at;
  }

  private Optional<JsonObject> below(JsonObject object, String step) {
    var named = object.object(PROPERTIES).flatMap(properties -> properties.object(step));
    return named.isPresent() || !step.equals("*")
        ? named
        : object
            .object("items")
            .or(() -> object.object(CLOSED))
            .or(() -> object.object("patternProperties").flatMap(this::first));
  }

  private Optional<JsonObject> first(JsonObject patterns) {
    return patterns.mapping().entries().stream()
        .findFirst()
        .flatMap(Entry::name)
        .flatMap(patterns::object);
  }

  /// The schema that a `$ref` within the file stands for.
  private Place resolved(JsonObject object, boolean shared) {
    var at = object;
    var others = shared;
    for (var i = 0; i < MOST_REFERENCES; i++) {
      var reference =
          at.mapping()
              .entry("$ref")
              .filter(entry -> entry.value() instanceof Scalar)
              .map(entry -> ((Scalar) entry.value()).value())
              .filter(text -> text.startsWith("#/"))
              .flatMap(this::definition);
      if (reference.isEmpty()) {
        break;
      }
      at = reference.get();
      others = true;
    }
    return new Place(at, others, List.of());
  }

  private Optional<JsonObject> definition(String reference) {
    var at = Optional.of(root);
    for (var step : reference.substring(2).split("/")) {
      at = at.flatMap(object -> object.object(step.replace("~1", "/").replace("~0", "~")));
    }
    return at;
  }
}
