package belay.migrate.origin;

import belay.gotemplate.Area;
import belay.gotemplate.TemplateExpression;

/// A place in a template that reads a value.
///
/// @param expression which it is
/// @param function the function that gets the value; empty where it is printed or asked for
/// @param keyword of the block whose question it is part of; empty elsewhere
/// @param pipeline the whole that it is part of
public record Reference(
    TemplateFile file,
    TemplateExpression expression,
    String function,
    String keyword,
    Area pipeline) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Reference that
        && file.path().equals(that.file.path())
        && expression.area().equals(that.expression.area());
  }

  @Override
  public int hashCode() {
    return file.path().hashCode() * 31 + expression.area().hashCode();
  }
}
