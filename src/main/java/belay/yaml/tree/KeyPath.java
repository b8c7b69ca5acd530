package belay.yaml.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The way to a value, such as `sidecar.image`, `containers[0].image`, `containers[name=api].image`
/// or `apps.example\.com/api.image`: keys of mappings and items of lists. `$` is the document.
///
/// @param steps from the root of the document, the first a key
public record KeyPath(List<Step> steps) {
  static final String DOCUMENT = "$";

  private static final int DEEPEST = 32;

  /// From a mapping or list to what is in it.
  public sealed interface Step {
    /// The value of a key.
    record Key(String name) implements Step {}

    /// An item of a list, counted from 0.
    record Index(int number) implements Step {}

    /// The one item of a list that has a key with this text.
    record Named(String key, String value) implements Step {}
  }

  public KeyPath {
    steps = List.copyOf(steps);
    if (steps.size() > DEEPEST
        || (!steps.isEmpty() && !(steps.getFirst() instanceof Step.Key))
        || steps.stream().anyMatch(step -> step instanceof Step.Key key && key.name.isBlank())) {
      throw KeyPathReader.malformed(text(steps));
    }
  }

  /// Reads a path: keys with dots between, items of lists in brackets. A backslash before a dot, a
  /// bracket or a backslash makes it part of a key.
  ///
  /// @throws belay.failure.Failure (usage) where it is malformed
  public static KeyPath parse(String text) {
    return new KeyPath(new KeyPathReader(text).steps());
  }

  /// A path of nothing but keys, taken as they are.
  public static KeyPath of(List<String> keys) {
    return new KeyPath(keys.stream().<Step>map(Step.Key::new).toList());
  }

  /// The keys of a path that leads through mappings only.
  ///
  /// @throws belay.failure.Failure (usage) where it leads through a list
  public List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (var step : steps) {
      if (!(step instanceof Step.Key(var name))) {
        throw KeyPathReader.throughList(this);
      }
      keys.add(name);
    }
    return keys;
  }

  /// The path of `key` in the mapping that this path leads to.
  public KeyPath child(String key) {
    return child(new Step.Key(key));
  }

  KeyPath child(Step step) {
    var longer = new ArrayList<>(steps);
    longer.add(step);
    return new KeyPath(longer);
  }

  /// The first steps as text; the document where there is none.
  public String begin(int length) {
    return length == 0 ? "the document" : text(steps.subList(0, length));
  }

  /// As it is written in a YAML file, in quotes where it needs them.
  public String yaml() {
    var text = toString();
    return Scalars.write(
        text, Scalars.isPlainSafe(text) ? YamlNode.Style.PLAIN : YamlNode.Style.SINGLE);
  }

  private static String text(List<Step> steps) {
    var text =
        steps.stream().map(KeyPath::text).collect(Collectors.joining()).replaceFirst("^\\.", "");
    return steps.isEmpty() ? DOCUMENT : text.equals(DOCUMENT) ? "\\" + text : text;
  }

  private static String text(Step step) {
    return switch (step) {
      case Step.Key(var name) -> "." + name.replaceAll("([\\\\.\\[\\]])", "\\\\$1");
      case Step.Index(var number) -> "[" + number + "]";
      case Step.Named(var key, var value) ->
          "[%s=%s]"
              .formatted(
                  key.replaceAll("([\\\\\\]=])", "\\\\$1"),
                  value.replaceAll("([\\\\\\]])", "\\\\$1"));
    };
  }

  @Override
  public String toString() {
    return text(steps);
  }
}
