package belay.migrate.origin;

import belay.gotemplate.TemplatePipeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What names mean at one place of a template: the dot, `$` and the variables.
///
/// A scope is entered by a copy, so that what is declared in a block ends with it; what is set
/// there (`=`) is seen behind it, too.
public final class Scope {
  private final TemplateFile file;
  private final Origin dot;
  private final Origin root;
  private final Map<String, Variable> variables;

  /// A variable and everything that it is set to.
  public static final class Variable {
    private final List<Assignment> assignments = new ArrayList<>();

    /// In the order in which they stand.
    public List<Assignment> assignments() {
      return List.copyOf(assignments);
    }

    Origin origin() {
      return Origin.bounded(
          Origin.either(assignments.stream().map(Assignment::origin).toList().reversed()));
    }
  }

  /// One of the values that a variable gets.
  ///
  /// @param scope in which the pipeline is to be read
  public record Assignment(TemplatePipeline pipeline, Scope scope, Origin origin) {}

  private Scope(TemplateFile file, Origin dot, Origin root, Map<String, Variable> variables) {
    this.file = file;
    this.dot = dot;
    this.root = root;
    this.variables = variables;
  }

  /// The scope that a file or a definition begins with.
  public static Scope begin(TemplateFile file, Origin argument) {
    return new Scope(file, argument, argument, new HashMap<>());
  }

  /// The scope of a block.
  public Scope enter() {
    return new Scope(file, dot, root, new HashMap<>(variables));
  }

  /// The scope of a block with another dot.
  public Scope enter(Origin newDot) {
    return new Scope(file, newDot, root, new HashMap<>(variables));
  }

  public TemplateFile file() {
    return file;
  }

  public Origin dot() {
    return dot;
  }

  public Origin root() {
    return root;
  }

  /// A variable by its name without the sign.
  public Optional<Variable> variable(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  /// What every variable may be, by name.
  public Map<String, Origin> names() {
    Map<String, Origin> names = new TreeMap<>();
    variables.forEach((name, variable) -> names.put(name, variable.origin()));
    return names;
  }

  void declare(String name, TemplatePipeline pipeline, Origin origin) {
    var variable = new Variable();
    variable.assignments.add(new Assignment(pipeline, enter(), origin));
    variables.put(name, variable);
  }

  void set(String name, TemplatePipeline pipeline, Origin origin) {
    var variable = variables.computeIfAbsent(name, _ -> new Variable());
    if (variable.assignments.size() < 32) {
      variable.assignments.add(new Assignment(pipeline, enter(), origin));
    }
  }
}
