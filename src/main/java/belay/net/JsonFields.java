package belay.net;

import com.fasterxml.jackson.core.filter.TokenFilter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which fields of a JSON answer are kept while it is read.
public final class JsonFields {
  private final Map<String, JsonFields> below = new HashMap<>();
  private boolean whole;

  /// @param paths keys with spaces between, from the outside in; lists are looked through, and a
  ///   path that ends keeps all that is below
  public static JsonFields of(String... paths) {
    var root = new JsonFields();
    for (var path : paths) {
      root.add(path.split(" "));
    }
    return root;
  }

  private void add(String... keys) {
    var here = this;
    for (var key : keys) {
      here = here.below.computeIfAbsent(key, _ -> new JsonFields());
    }
    here.whole = true;
  }

  TokenFilter filter() {
    return new Filter(this);
  }

  private static final class Filter extends TokenFilter {
    private final JsonFields fields;

    Filter(JsonFields fields) {
      this.fields = fields;
    }

    @Override
    public @Nullable TokenFilter includeProperty(String name) {
      var next = fields.below.get(name);
      if (next == null) {
        return null;
      }
      return next.whole ? TokenFilter.INCLUDE_ALL : new Filter(next);
    }

    @Override
    public TokenFilter includeElement(int index) {
      return this;
    }

    @Override
    protected boolean _includeScalar() {
      return false;
    }
  }
}
