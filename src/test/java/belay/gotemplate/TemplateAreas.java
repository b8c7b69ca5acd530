package belay.gotemplate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

/// Holds that the areas of nodes meet without gaps.
final class TemplateAreas {
  private TemplateAreas() {}

  /// Where nodes end that begin at an offset.
  static int end(List<TemplateNode> nodes, int start) {
    var at = start;
    for (var node : nodes) {
      assertEquals(at, node.area().start(), () -> "a gap before " + node);
      switch (node) {
        case TemplateNode.Branch branch -> {
          var inner = at;
          for (var arm : branch.arms()) {
            assertEquals(inner, arm.action().start());
            inner = end(arm.body(), arm.action().end());
          }
          assertEquals(inner, branch.end().start());
        }
        case TemplateNode.Define define ->
            assertEquals(define.end().start(), end(define.body(), define.action().end()));
        case TemplateNode.Block block ->
            assertEquals(block.end().start(), end(block.body(), block.action().end()));
        case TemplateNode.Text _,
            TemplateNode.Comment _,
            TemplateNode.Action _,
            TemplateNode.Call _,
            TemplateNode.Jump _ -> {}
      }
      at = node.area().end();
    }
    return at;
  }
}
