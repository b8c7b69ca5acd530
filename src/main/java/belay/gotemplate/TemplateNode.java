package belay.gotemplate;

import java.util.List;
import java.util.Optional;

/// A part of a template. The areas of neighbours meet: together they are the whole text.
public sealed interface TemplateNode {
  /// Where it stands, its braces included; of a block from its first action to its `end`.
  Area area();

  /// What stands inside: a list for each way that a branch may go, or that of a definition.
  default List<List<TemplateNode>> bodies() {
    return switch (this) {
      case Branch branch -> branch.arms().stream().map(Arm::body).toList();
      case Define define -> List.of(define.body());
      case Block block -> List.of(block.body());
      case Text _, Comment _, Action _, Call _, Jump _ -> List.of();
    };
  }

  /// Text that is printed as it is.
  ///
  /// @param printed what is left of it where the actions beside it take white space away
  record Text(Area area, Area printed) implements TemplateNode {}

  /// A comment.
  record Comment(Area area) implements TemplateNode {}

  /// A pipeline whose value is printed, unless it declares or sets a variable.
  record Action(Area area, TemplatePipeline pipeline) implements TemplateNode {}

  /// `if`, `with` or `range`, with what is done otherwise.
  ///
  /// @param keyword one of the three
  /// @param arms the first, and one for each `else`; only the last may lack a pipeline
  /// @param end the action that ends it
  record Branch(Area area, String keyword, List<Arm> arms, Area end) implements TemplateNode {
    public Branch {
      arms = List.copyOf(arms);
    }
  }

  /// One of the ways that a block may go.
  ///
  /// @param action where its `if`, `with`, `range` or `else` stands
  /// @param pipeline what it asks; empty for a plain `else`
  record Arm(Area action, Optional<TemplatePipeline> pipeline, List<TemplateNode> body) {
    public Arm {
      body = List.copyOf(body);
    }
  }

  /// `define`.
  record Define(Area area, Area action, String name, List<TemplateNode> body, Area end)
      implements TemplateNode {
    public Define {
      body = List.copyOf(body);
    }
  }

  /// `block`: a definition that is called where it stands.
  record Block(
      Area area,
      Area action,
      String name,
      TemplatePipeline argument,
      List<TemplateNode> body,
      Area end)
      implements TemplateNode {
    public Block {
      body = List.copyOf(body);
    }
  }

  /// `template`: the call of a definition.
  record Call(Area area, String name, Optional<TemplatePipeline> argument)
      implements TemplateNode {}

  /// `break` or `continue`.
  record Jump(Area area, String keyword) implements TemplateNode {}
}
