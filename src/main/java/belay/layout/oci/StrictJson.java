package belay.layout.oci;

import belay.failure.Failure;
import belay.failure.InWords;
import belay.failure.Kind;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Reads JSON that somebody else wrote: one document and nothing behind it, no key twice, nested no
/// deeper than Jackson's limit. Callers bound its length.
public final class StrictJson {
  /// What is said of JSON that has another form.
  public static final String NOT_JSON = "not the JSON expected";

  private StrictJson() {}

  /// Reads an object.
  public static Map<String, Object> object(byte[] json) {
    return one(json, JSON.std::mapFrom);
  }

  /// Reads a list.
  public static List<Object> list(byte[] json) {
    return one(json, JSON.std::listFrom);
  }

  private interface Reader<T> {
    T read(JsonParser parser) throws IOException;
  }

  private static <T> T one(byte[] json, Reader<T> reader) {
    try (var parser = JSON.std.createParser(json)) {
      var value = reader.read(parser);
      if (value != null && parser.nextToken() == null) {
        return value;
      }
    } catch (IOException e) {
      throw notJson().because(line(e));
    }
    throw notJson().because("there is nothing, or more than one document");
  }

  /// The first line says what; where Jackson stood in its own buffers helps nobody.
  private static String line(IOException e) {
    return InWords.of(e).lines().findFirst().orElse("it ends too early");
  }

  private static Failure notJson() {
    return new Failure(Kind.REFUSED, NOT_JSON, "check what lies there");
  }
}
