package belay.render.generator;

import java.util.List;
import java.util.Map;

/// Fills parameters into the texts of a template.
interface TemplateEngine {
  /// Every text with every set of parameters.
  ///
  /// @return by set, by text
  /// @throws belay.failure.Failure (usage) where a text is no template
  List<Map<String, String>> fill(List<String> texts, List<ParameterSet> parameters);
}
