package belay.manifest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// From text to objects. What one call of the parser takes is bounded: a larger text is cut where a
/// line begins with `---`, which stands in no value.
final class KubeObjectReader {
  private static final int LARGEST = 64 << 20;
  private static final int PART = 4 << 20;
  private static final int MOST = 100_000;
  private static final int DEEPEST = 8;

  private final String file;
  private final List<KubeObject> found = new ArrayList<>();

  private KubeObjectReader(String file) {
    this.file = file;
  }

  static List<KubeObject> read(String file, byte[] bytes) {
    if (bytes.length > LARGEST) {
      throw new Failure(
          Kind.USAGE,
          "%s: has %d bytes, more than the %d that are read".formatted(file, bytes.length, LARGEST),
          "split what is rendered into several Applications");
    }
    var reader = new KubeObjectReader(file);
    for (var part : parts(bytes)) {
      for (var document : YamlTree.parseAll(file, part)) {
        reader.add(document.root().resolved(), "", "", 0);
      }
    }
    return List.copyOf(reader.found);
  }

  /// Parts of whole documents. Each begins with as many line feeds as there are lines before it, so
  /// that places stay true.
  private static List<byte[]> parts(byte[] bytes) {
    if (bytes.length <= PART) {
      return List.of(bytes);
    }
    List<byte[]> parts = new ArrayList<>();
    var start = 0;
    var lines = 0;
    var linesBefore = 0;
    for (var at = 0; at < bytes.length; at++) {
      if (at - start >= PART && separates(bytes, at)) {
        parts.add(part(bytes, start, at, linesBefore));
        start = at;
        linesBefore = lines;
      }
      if (bytes[at] == '\n') {
        lines++;
      }
    }
    parts.add(part(bytes, start, bytes.length, linesBefore));
    return parts;
  }

  private static boolean separates(byte[] bytes, int at) {
    return bytes[at - 1] == '\n'
        && at + 3 < bytes.length
        && new String(bytes, at, 4, ISO_8859_1).matches("---\\s");
  }

  private static byte[] part(byte[] bytes, int start, int end, int linesBefore) {
    var part = new byte[linesBefore + end - start];
    Arrays.fill(part, 0, linesBefore, (byte) '\n');
    System.arraycopy(bytes, start, part, linesBefore, end - start);
    return part;
  }

  /// An object, or those of a list.
  ///
  /// @param apiVersion what the list around it says of its items
  /// @param kind the same
  private void add(YamlNode node, String apiVersion, String kind, int depth) {
    switch (node) {
      case YamlNode.Scalar scalar when scalar.isNull() -> {}
      case YamlNode.Mapping mapping -> addObject(mapping, apiVersion, kind, depth);
      case YamlNode.Sequence list when depth < DEEPEST ->
          list.items().forEach(item -> add(item.resolved(), apiVersion, kind, depth + 1));
      case YamlNode other ->
          throw failure(other, "an object is expected here, not " + other.kind());
    }
  }

  private void addObject(YamlNode.Mapping mapping, String apiVersion, String kind, int depth) {
    var ownVersion = text(mapping, "apiVersion").orElse(apiVersion);
    var ownKind = text(mapping, "kind").orElse(kind);
    var items = Lookup.find(mapping, "items").map(YamlNode::resolved);
    if (ownKind.endsWith("List")
        && items.isPresent()
        && !(items.get() instanceof YamlNode.Mapping)) {
      var itemKind = ownKind.substring(0, ownKind.length() - "List".length());
      add(items.get(), itemKind.isEmpty() ? "" : ownVersion, itemKind, depth + 1);
      return;
    }
    if (found.size() == MOST) {
      throw failure(mapping, "more than %d objects in one text".formatted(MOST));
    }
    var metadata = Lookup.find(mapping, "metadata");
    found.add(
        new KubeObject(
            file,
            ownVersion,
            ownKind,
            metadata.flatMap(m -> text(m, "namespace")).filter(name -> !name.isEmpty()),
            metadata.flatMap(m -> text(m, "name")).orElse(""),
            mapping));
  }

  private static Optional<String> text(YamlNode mapping, String key) {
    return Lookup.find(mapping, key).flatMap(Lookup::text);
  }

  private Failure failure(YamlNode node, String what) {
    return new Failure(
        Kind.USAGE,
        "%s:%d:%d: %s".formatted(file, node.span().line(), node.span().column(), what),
        "write one Kubernetes object a document, with apiVersion and kind");
  }
}
