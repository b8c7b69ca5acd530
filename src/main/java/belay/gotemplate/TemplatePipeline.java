package belay.gotemplate;

import java.util.List;

/// Commands of which each gets the value of the one before as its last argument.
///
/// @param declared the variables that get its value
/// @param sets whether they are there already (`=`), and not new (`:=`)
public record TemplatePipeline(
    Area area,
    List<TemplateExpression.Variable> declared,
    boolean sets,
    List<TemplateCommand> commands) {
  public TemplatePipeline {
    declared = List.copyOf(declared);
    commands = List.copyOf(commands);
  }
}
