package belay.yaml.tree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.yaml.tree.YamlNode.Alias;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import org.junit.jupiter.api.Test;

final class YamlTreeTest {
  private static YamlTree tree(String yaml) {
    return YamlTree.parse("c.yaml", yaml.getBytes(UTF_8));
  }

  private static YamlNode value(String yaml, String key) {
    return ((Mapping) tree(yaml).root()).entry(key).orElseThrow().value();
  }

  @Test
  void nodesKnowTheirPlaces() {
    var yaml = "\ufeff# 🚢\n🚢: {a: [x, 'y']}  # c\nb:\n  - |\n    text\n\nc: 1\n";
    var tree = tree(yaml);
    var ship = (Mapping) value(yaml, "🚢");
    var list = (Sequence) ship.entry("a").orElseThrow().value();
    assertEquals("c.yaml:2:4", tree.place(ship));
    assertEquals("c.yaml:2:12", tree.place(list.items().get(1)));
    assertEquals("c.yaml:4:5", tree.place(((Sequence) value(yaml, "b")).items().getFirst()));
  }

  @Test
  void aliasesAreKeptAndKnowTheirAnchors() {
    var alias = (Alias) value("a: &x !!str 1\nb: *x\n", "b");
    assertEquals("x", alias.name());
    assertEquals("1", ((Scalar) alias.resolved()).value());
    assertEquals("tag:yaml.org,2002:str", alias.resolved().tag());
  }

  @Test
  void nothingIsNull() {
    assertEquals(true, ((Scalar) tree("").root()).isNull());
    assertEquals(true, ((Scalar) tree("---\n# c\n").root()).isNull());
    assertEquals(false, ((Scalar) value("a: ''\n", "a")).isNull());
  }

  @Test
  void duplicateKeysAreSeenWhateverTheirQuotes() {
    var mapping = (Mapping) tree("a: 1\nb: 2\n'a': 3\n").root();
    assertEquals(3, YamlTree.duplicate(mapping).orElseThrow().key().span().line());
  }

  @Test
  void anAnchorCannotHoldItself() {
    var failure = assertThrows(Failure.class, () -> tree("a: &x\n  b: *x\n"));
    assertEquals("c.yaml:2:6: the alias *x stands for no anchor before it", failure.what());
  }

  @Test
  void mistakesAreUsageErrors() {
    var failure = assertThrows(Failure.class, () -> tree("a: b: c\n"));
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals("c.yaml:1:5: not YAML: mapping values are not allowed here", failure.what());
  }
}
