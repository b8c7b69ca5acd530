package belay.migrate.site;

import belay.gotemplate.Area;
import belay.gotemplate.TemplateNode;
import belay.migrate.origin.Scope;
import belay.migrate.origin.TemplateWalk;
import java.util.ArrayList;
import java.util.List;

/// Lists what nodes print.
record Composer(TemplateWalk walk) {
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
        if (pipeline.declared().isEmpty()) {
          atoms.add(new Atom.Out(scope.file(), area, pipeline, scope.enter()));
        } else {
          walk.run(pipeline, scope);
        }
      }
      case TemplateNode.Branch branch -> fork(branch, scope, atoms);
      case TemplateNode.Call call -> atoms.add(opaque(call, scope));
      case TemplateNode.Block block -> atoms.add(opaque(block, scope));
      case TemplateNode.Comment _, TemplateNode.Define _, TemplateNode.Jump _ -> {}
    }
  }

  private static Atom opaque(TemplateNode node, Scope scope) {
    return new Atom.Fork(scope.file(), node.area(), List.of(), false, false);
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
