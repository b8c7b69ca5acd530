package belay.gotemplate;

import belay.gotemplate.TemplateExpression.Name;
import java.util.List;
import java.util.Optional;

/// A value, or a function with its arguments.
///
/// @param words at least one
public record TemplateCommand(Area area, List<TemplateExpression> words) {
  public TemplateCommand {
    words = List.copyOf(words);
  }

  /// The function that it calls.
  public Optional<String> function() {
    return words.getFirst() instanceof Name(var _, var name) ? Optional.of(name) : Optional.empty();
  }

  /// What is handed to it here.
  public List<TemplateExpression> arguments() {
    return words.subList(1, words.size());
  }
}
