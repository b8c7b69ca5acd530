package belay.migrate.site;

import belay.gotemplate.Area;
import belay.gotemplate.TemplateExpression;
import belay.gotemplate.TemplateNode;
import belay.gotemplate.TemplatePipeline;
import belay.migrate.model.Keys;
import belay.migrate.origin.Origin;
import belay.migrate.origin.Scope;
import belay.migrate.origin.TemplateWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lists what nodes print.
///
/// @param depth how many definitions call each other
record Composer(TemplateWalk walk, int depth) {
  private static final int DEEPEST = 8;

  Composer(TemplateWalk walk) {
    this(walk, 0);
  }

  /// What the nodes print; declarations are read on the way.
  List<Atom> atoms(List<TemplateNode> nodes, Scope scope) {
    List<Atom> atoms = new ArrayList<>();
    for (var node : nodes) {
      add(node, scope, atoms);
    }
    return atoms;
  }

  private void add(TemplateNode node, Scope scope, List<Atom> atoms) {
    switch (node) {
      case TemplateNode.Text(var _, var printed) -> text(printed, scope, atoms);
      case TemplateNode.Action(var area, var pipeline) -> {
        if (isFailure(pipeline)) {
          walk.run(pipeline, scope);
        } else if (pipeline.declared().isEmpty()) {
          atoms.add(new Atom.Out(scope.file(), area, pipeline, scope.enter()));
        } else {
          walk.run(pipeline, scope);
        }
      }
      case TemplateNode.Branch branch -> fork(branch, scope, atoms);
      case TemplateNode.Call call -> called(call, call.name(), call.argument(), scope, atoms);
      case TemplateNode.Block block ->
          called(block, block.name(), Optional.of(block.argument()), scope, atoms);
      case TemplateNode.Comment _, TemplateNode.Define _, TemplateNode.Jump _ -> {}
    }
  }

  /// What a definition prints, as if it stood in place of its call.
  private void called(
      TemplateNode node,
      String name,
      Optional<TemplatePipeline> argument,
      Scope scope,
      List<Atom> atoms) {
    var helper = walk.helper(scope, name);
    if (helper.isEmpty() || depth > DEEPEST) {
      atoms.add(new Atom.Fork(scope.file(), node.area(), List.of(), false, false));
      return;
    }
    var origin = argument.map(a -> walk.pipeline(a, scope, "")).orElse(Origin.unknown());
    new Composer(walk, depth + 1)
        .addAll(helper.get().body(), Scope.begin(helper.get().file(), origin), atoms);
  }

  private void addAll(List<TemplateNode> nodes, Scope scope, List<Atom> atoms) {
    var body = atoms(nodes, scope);
    // White space around what a definition prints is no part of a name.
    atoms.addAll(Atoms.trimmed(body));
  }

  /// Whether an action only ends the rendering: `fail`, or `required` of nothing.
  private static boolean isFailure(TemplatePipeline pipeline) {
    var last = pipeline.commands().getLast();
    return switch (last.function().orElse("")) {
      case "fail" -> true;
      case "required" ->
          last.words().getLast() instanceof TemplateExpression.Quoted(var _, var text, var _)
              && text.isEmpty();
      default -> false;
    };
  }

  private static void text(Area printed, Scope scope, List<Atom> atoms) {
    if (printed.end() > printed.start()) {
      atoms.add(new Atom.Lit(scope.file(), printed));
    }
  }

  private void fork(TemplateNode.Branch branch, Scope outer, List<Atom> atoms) {
    var scope = outer.enter();
    List<List<Atom>> arms = new ArrayList<>();
    for (var arm : branch.arms()) {
      for (var inner : walk.arms(branch.keyword(), arm, scope)) {
        arms.add(atoms(arm.body(), inner));
      }
    }
    var complete = branch.arms().getLast().pipeline().isEmpty();
    if (arms.stream().anyMatch(arm -> !isBlank(arm))) {
      var asked =
          branch.arms().stream()
              .flatMap(arm -> arm.pipeline().stream())
              .anyMatch(p -> Keys.DIGEST.matcher(p.area().of(scope.file().text())).find());
      atoms.add(new Atom.Fork(scope.file(), branch.area(), arms, complete, asked));
    }
  }

  /// Whether nothing but white space is printed.
  static boolean isBlank(List<Atom> atoms) {
    return atoms.stream().allMatch(atom -> atom instanceof Atom.Lit lit && lit.text().isBlank());
  }
}
