package belay.yaml.edit;

import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;

/// How far a file indents a mapping in a mapping.
final class Indentation {
  private static final int USUAL = 2;

  private Indentation() {}

  /// The step of the mapping's own children, else the first one in the document, else two spaces.
  static String step(Mapping mapping, YamlNode root) {
    return " ".repeat(of(mapping).orElseGet(() -> first(root)));
  }

  private static int first(YamlNode root) {
    Deque<YamlNode> left = new ArrayDeque<>();
    left.add(root);
    while (!left.isEmpty()) {
      switch (left.poll()) {
        case Mapping mapping -> {
          var step = of(mapping);
          if (step.isPresent()) {
            return step.getAsInt();
          }
          mapping.entries().forEach(entry -> left.add(entry.value()));
        }
        case Sequence list -> left.addAll(list.items());
        case YamlNode.Scalar _, YamlNode.Alias _ -> {}
      }
    }
    return USUAL;
  }

  private static OptionalInt of(Mapping mapping) {
    if (mapping.flow()) {
      return OptionalInt.empty();
    }
    return mapping.entries().stream()
        .filter(entry -> entry.value() instanceof Mapping child && !child.flow())
        .mapToInt(entry -> column((Mapping) entry.value()) - column(mapping))
        .filter(step -> step > 0)
        .findFirst();
  }

  private static int column(Mapping mapping) {
    return mapping.entries().getFirst().key().span().column();
  }
}
