package belay.report;

import belay.yaml.tree.YamlText;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/// An answer for programs: one object under the public schema `belay/v1`, as JSON or YAML.
public final class Document {
  private static final JSON PRETTY = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

  private final AnswerFields fields = new AnswerFields().with("schema", "belay/v1");

  /// One more field.
  public Document with(String name, Object value) {
    fields.with(name, value);
    return this;
  }

  /// One more field where there is a value.
  public Document with(String name, Optional<?> value) {
    fields.with(name, value);
    return this;
  }

  /// The fields, for a part of another answer.
  public AnswerFields fields() {
    return fields;
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
