package belay.gotemplate;

import java.util.List;

/// A word of a pipeline.
public sealed interface TemplateExpression {
  Area area();

  /// `.`
  record Dot(Area area) implements TemplateExpression {}

  /// `nil`
  record Nil(Area area) implements TemplateExpression {}

  /// `true` or `false`
  record Bool(Area area, boolean value) implements TemplateExpression {}

  /// A number, as it is written.
  record Numeric(Area area, String text) implements TemplateExpression {}

  /// A character in single quotes, as it is written.
  record Letter(Area area, String text) implements TemplateExpression {}

  /// A text.
  ///
  /// @param value without quotes, escapes resolved
  /// @param raw whether it stands between backquotes
  record Quoted(Area area, String value, boolean raw) implements TemplateExpression {}

  /// The name of a function.
  record Name(Area area, String name) implements TemplateExpression {}

  /// `.a.b`
  record Fields(Area area, List<Field> fields) implements TemplateExpression {
    public Fields {
      fields = List.copyOf(fields);
    }
  }

  /// `$x`, `$` or `$x.a.b`.
  ///
  /// @param name without the sign; empty for `$` alone
  record Variable(Area area, String name, List<Field> fields) implements TemplateExpression {
    public Variable {
      fields = List.copyOf(fields);
    }
  }

  /// A pipeline in parentheses, with the fields behind it.
  record Group(Area area, TemplatePipeline pipeline, List<Field> fields)
      implements TemplateExpression {
    public Group {
      fields = List.copyOf(fields);
    }
  }

  /// One `.name`.
  ///
  /// @param area with its dot
  record Field(Area area, String name) {}
}
