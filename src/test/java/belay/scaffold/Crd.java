package belay.scaffold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// A custom resource definition's schema, checked the way `kubectl` does with strict validation: a
/// field that the schema does not know is an error, not something to be dropped in silence.
public final class Crd {
  private final Map<?, ?> schema;

  private Crd(Map<?, ?> schema) {
    this.schema = schema;
  }

  public static Crd read(Path file) throws IOException {
    var definition = (Map<?, ?>) documents(Files.readString(file)).getFirst();
    var versions = (List<?>) at(definition, "spec", "versions");
    return new Crd(map(at(versions.getFirst(), "schema", "openAPIV3Schema")));
  }

  /// The documents of a YAML text; duplicate keys are refused.
  public static List<Object> documents(String yaml) {
    var settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    List<Object> documents = new ArrayList<>();
    new Load(settings).loadAllFromString(yaml).forEach(documents::add);
    return documents;
  }

  /// Everything that is wrong with an object.
  public List<String> check(Object object) {
    List<String> errors = new ArrayList<>();
    check("", schema, object, errors);
    return errors;
  }

  private static void check(String at, Map<?, ?> schema, Object value, List<String> errors) {
    if (Boolean.TRUE.equals(schema.get("x-kubernetes-preserve-unknown-fields"))) {
      return;
    }
    if (Boolean.TRUE.equals(schema.get("x-kubernetes-int-or-string"))) {
      require(value instanceof String || value instanceof Integer, at, schema, value, errors);
      return;
    }
    switch (String.valueOf(schema.get("type"))) {
      case "object" -> object(at, schema, value, errors);
      case "array" -> array(at, schema, value, errors);
      case "string" -> require(isString(schema, value), at, schema, value, errors);
      case "boolean" -> require(value instanceof Boolean, at, schema, value, errors);
      case "integer" -> require(value instanceof Integer, at, schema, value, errors);
      case "number" -> require(value instanceof Number, at, schema, value, errors);
      default -> errors.add(at + ": a schema without a type: " + schema);
    }
  }

  private static boolean isString(Map<?, ?> schema, Object value) {
    return value instanceof String text
        && (!(schema.get("enum") instanceof List<?> known) || known.contains(text))
        && (!(schema.get("pattern") instanceof String pattern)
            || Pattern.compile(pattern).matcher(text).find());
  }

  private static void object(String at, Map<?, ?> schema, Object value, List<String> errors) {
    if (!(value instanceof Map<?, ?> fields)) {
      require(false, at, schema, value, errors);
      return;
    }
    if (schema.get("required") instanceof List<?> required) {
      required.stream()
          .filter(name -> !fields.containsKey(name))
          .forEach(name -> errors.add(at + ": lacks " + name));
    }
    var properties = schema.get("properties") instanceof Map<?, ?> p ? p : Map.of();
    for (var field : fields.entrySet()) {
      var name = at + "." + field.getKey();
      if (properties.get(field.getKey()) instanceof Map<?, ?> known) {
        check(name, known, field.getValue(), errors);
      } else if (schema.get("additionalProperties") instanceof Map<?, ?> any) {
        check(name, any, field.getValue(), errors);
      } else if (!at.equals(".metadata")) {
        errors.add(name + ": unknown field");
      }
    }
  }

  private static void array(String at, Map<?, ?> schema, Object value, List<String> errors) {
    if (!(value instanceof List<?> items)) {
      require(false, at, schema, value, errors);
      return;
    }
    for (var i = 0; i < items.size(); i++) {
      check(at + "[" + i + "]", map(at(schema, "items")), items.get(i), errors);
    }
  }

  private static void require(
      boolean fits, String at, Map<?, ?> schema, Object value, List<String> errors) {
    if (!fits) {
      errors.add("%s: %s where %s is wanted".formatted(at, value, schema.get("type")));
    }
  }

  private static Map<?, ?> map(Object value) {
    return (Map<?, ?>) value;
  }

  /// What stands in nested mappings under these keys, all of which must be there.
  public static Object at(Object node, String... keys) {
    var at = node;
    for (var key : keys) {
      at = Objects.requireNonNull(((Map<?, ?>) at).get(key), key);
    }
    return at;
  }
}
