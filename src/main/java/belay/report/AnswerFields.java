package belay.report;

import java.util.LinkedHashMap;
import java.util.Optional;

/// The fields of an object in an answer, in the order in which they were said.
public final class AnswerFields extends LinkedHashMap<String, Object> {
  private static final long serialVersionUID = 1;

  /// One more field.
  public AnswerFields with(String name, Object value) {
    put(name, value);
    return this;
  }

  /// One more field where there is a value.
  public AnswerFields with(String name, Optional<?> value) {
    value.ifPresent(there -> put(name, there));
    return this;
  }
}
