package belay.migrate.guard;

import belay.gotemplate.TemplateExpression;
import belay.gotemplate.TemplateExpression.Group;
import belay.gotemplate.TemplateExpression.Name;
import belay.gotemplate.TemplateExpression.Quoted;
import belay.gotemplate.TemplateNode;
import belay.gotemplate.TemplatePipeline;
import belay.gotemplate.TemplateTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Walks through a template to the places that are looked for.
final class EnclosureFinder {
  private static final int MOST = 20;

  private final Predicate<TemplateNode> wanted;
  private final List<Enclosure> found = new ArrayList<>();

  private EnclosureFinder(Predicate<TemplateNode> wanted) {
    this.wanted = wanted;
  }

  /// What surrounds an offset.
  static Optional<Enclosure> around(TemplateTree tree, int offset) {
    return find(tree, node -> node.area().start() <= offset && offset < node.area().end())
        .reduce((_, deepest) -> deepest);
  }

  /// What surrounds the calls of a definition.
  static List<Enclosure> calls(TemplateTree tree, String definition) {
    return find(tree, node -> calls(node, definition)).toList();
  }

  private static Stream<Enclosure> find(TemplateTree tree, Predicate<TemplateNode> wanted) {
    var finder = new EnclosureFinder(wanted);
    finder.walk(tree.nodes(), Enclosure.file());
    return finder.found.stream();
  }

  private void walk(List<TemplateNode> nodes, Enclosure outside) {
    var here = outside;
    for (var node : nodes) {
      if (found.size() < MOST && wanted.test(node)) {
        found.add(here);
      }
      switch (node) {
        case TemplateNode.Action(var _, var pipeline) -> here = here.declaring(pipeline);
        case TemplateNode.Branch branch -> branch(branch, here);
        case TemplateNode.Define define -> walk(define.body(), here.define(define.name()));
        case TemplateNode.Block block -> walk(block.body(), here.define(block.name()));
        case TemplateNode.Text _,
            TemplateNode.Comment _,
            TemplateNode.Call _,
            TemplateNode.Jump _ -> {}
      }
    }
  }

  private void branch(TemplateNode.Branch branch, Enclosure outside) {
    var others = outside;
    for (var arm : branch.arms()) {
      var inside = others;
      if (arm.pipeline().isPresent()) {
        var question = arm.pipeline().get();
        inside = inside(branch.keyword(), question, others);
        others = others.where(question, false);
      }
      walk(arm.body(), inside);
    }
  }

  private static Enclosure inside(String keyword, TemplatePipeline question, Enclosure outside) {
    var asked = outside.where(question, true).declaring(question);
    return switch (keyword) {
      case "with" -> asked.with(outside.path(question));
      case "range" -> asked.with(Optional.empty());
      default -> asked;
    };
  }

  private static boolean calls(TemplateNode node, String definition) {
    return switch (node) {
      case TemplateNode.Call(var _, var name, var _) -> name.equals(definition);
      case TemplateNode.Action(var _, var pipeline) -> calls(pipeline, definition);
      case TemplateNode.Branch branch ->
          branch.arms().stream()
              .flatMap(arm -> arm.pipeline().stream())
              .anyMatch(pipeline -> calls(pipeline, definition));
      case TemplateNode _ -> false;
    };
  }

  private static boolean calls(TemplatePipeline pipeline, String definition) {
    return pipeline.commands().stream()
        .anyMatch(command ->
            (command.words().size() > 1
                    && command.words().getFirst() instanceof Name(var _, var function)
                    && function.equals("include")
                    && command.words().get(1) instanceof Quoted(var _, var name, var _)
                    && name.equals(definition))
                || command.words().stream().anyMatch(word -> inGroup(word, definition)));
  }

  private static boolean inGroup(TemplateExpression word, String definition) {
    return word instanceof Group(var _, var pipeline, var _) && calls(pipeline, definition);
  }
}
