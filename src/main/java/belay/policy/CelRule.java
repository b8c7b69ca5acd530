package belay.policy;

import java.util.List;
import java.util.Map;

/// One rule in CEL.
///
/// @param name of the policy in the cluster
/// @param about what it is for, in a sentence
/// @param variables in the order in which they use each other
/// @param condition holds for what may stand
/// @param message the expression of what is said of the rest
record CelRule(
    String name, String about, List<Variable> variables, String condition, String message) {
  /// A named expression.
  record Variable(String name, String expression) {
    Map<String, ?> fields() {
      return PolicyText.object("name", name, "expression", expression);
    }
  }

  CelRule {
    variables = List.copyOf(variables);
  }

  /// The condition, and what is said where it does not hold.
  Map<String, Object> validation() {
    return PolicyText.object(
        "expression", condition, "messageExpression", message, "message", about);
  }

  List<Map<String, ?>> variableFields() {
    return variables.stream().<Map<String, ?>>map(Variable::fields).toList();
  }
}
