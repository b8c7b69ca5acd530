package belay.yaml;

import belay.failure.Failure;
import belay.failure.Kind;
import java.util.ArrayList;
import java.util.List;

/// The way to a value through nested mappings, such as `sidecar.image`.
///
/// @param keys the keys from the root of the document, at least one
public record KeyPath(List<String> keys) {
  private static final int DEEPEST = 32;

  public KeyPath {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || keys.size() > DEEPEST || keys.stream().anyMatch(String::isBlank)) {
      throw new Failure(
          Kind.USAGE,
          "not a path of keys: \"%s\"".formatted(String.join(".", keys)),
          "write the keys from the top of the file with dots between, such as sidecar.image");
    }
  }

  /// Reads keys with dots between. A key that has a dot itself cannot be named so; the constructor
  /// takes it.
  ///
  /// @throws Failure (usage) where a key is empty
  public static KeyPath parse(String text) {
    return new KeyPath(List.of(text.split("\\.", -1)));
  }

  /// The path of `key` in the mapping that this path leads to.
  public KeyPath child(String key) {
    var longer = new ArrayList<>(keys);
    longer.add(key);
    return new KeyPath(longer);
  }

  @Override
  public String toString() {
    return String.join(".", keys);
  }
}
