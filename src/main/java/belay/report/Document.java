package belay.report;

import belay.yaml.tree.YamlText;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// An answer for programs: one object under the public schema `belay/v1`, as JSON or YAML.
public final class Document {
  private static final JSON PRETTY = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

  private final Map<String, Object> fields = new LinkedHashMap<>();

  /// An answer with nothing in it yet but the schema's name.
  public Document() {
    fields.put("schema", "belay/v1");
  }

  /// This answer with one more field.
  public Document with(String name, Object value) {
    var more = new Document();
    more.fields.putAll(fields);
    more.fields.put(name, value);
    return more;
  }

  /// One line feed after every field, two spaces a level.
  public String json() {
    return json(fields);
  }

  /// The same fields as YAML.
  public String yaml() {
    return YamlText.of(fields);
  }

  /// Any map as JSON.
  public static String json(Map<String, ?> fields) {
    try {
      return PRETTY.asString(fields);
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON to memory", e);
    }
  }
}
