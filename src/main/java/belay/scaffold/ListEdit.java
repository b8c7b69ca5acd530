package belay.scaffold;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.scaffold.template.Yaml;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Appends one text to a list in a YAML file that somebody wrote: the new item stands behind the
/// last one, written like it; every other byte stays.
public final class ListEdit {
  private ListEdit() {}

  /// The file with the item; the same file where the list has it. Empty where the file has no such
  /// list.
  ///
  /// @throws Failure (refused) where the list cannot be added to without touching anything else
  public static Optional<byte[]> append(String name, byte[] bytes, String item, String... keys) {
    return list(name, bytes, keys).map(list -> append(name, bytes, list, item, keys));
  }

  private static byte[] append(
      String name, byte[] bytes, Sequence list, String item, String... keys) {
    var before = texts(list);
    if (before.contains(item)) {
      return bytes.clone();
    }
    var text = new String(bytes, UTF_8);
    var at = text.startsWith("\uFEFF") ? 1 : 0;
    var edited = list.flow() ? flow(text, at, list, item) : block(text, at, list, item);
    var after = edited.getBytes(UTF_8);
    var expected = new ArrayList<>(before);
    expected.add(item);
    if (!list.anchor().isEmpty()
        || !list(name, after, keys).map(ListEdit::texts).equals(Optional.of(expected))) {
      throw new Failure(
          Kind.REFUSED,
          "%s:%d: cannot add \"%s\" to the list alone".formatted(name, list.span().line(), item),
          "add it by hand");
    }
    return after;
  }

  private static Optional<Sequence> list(String name, byte[] bytes, String... keys) {
    return YamlTree.parse(name, bytes)
        .at(keys)
        .flatMap(node -> node instanceof Sequence list ? Optional.of(list) : Optional.empty());
  }

  private static String flow(String text, int shift, Sequence list, String item) {
    var empty = list.items().isEmpty();
    var at = shift + (empty ? list.span().start() + 1 : list.items().getLast().span().end());
    return text.substring(0, at) + (empty ? "" : ", ") + Yaml.scalar(item) + text.substring(at);
  }

  /// A line of its own, as far to the right as the last item, and with the line end of its line.
  private static String block(String text, int shift, Sequence list, String item) {
    var last = list.items().getLast().span();
    var lineStart = text.lastIndexOf('\n', shift + last.start() - 1) + 1;
    var dash = text.indexOf('-', lineStart);
    var indent = " ".repeat(dash - lineStart);
    var feed = text.indexOf('\n', shift + last.end());
    var end = feed < 0 ? text.length() : feed + 1;
    var lineEnd = feed > 0 && text.charAt(feed - 1) == '\r' ? "\r\n" : "\n";
    var line = indent + "- " + Yaml.scalar(item);
    return text.substring(0, end)
        + (feed < 0 ? lineEnd + line : line + lineEnd)
        + text.substring(end);
  }

  private static List<String> texts(Sequence list) {
    return list.items().stream()
        .map(YamlNode::resolved)
        .map(node -> node instanceof Scalar scalar ? scalar.value() : node.kind())
        .toList();
  }
}
