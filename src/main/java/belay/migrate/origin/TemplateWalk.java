package belay.migrate.origin;

import belay.gotemplate.TemplateCommand;
import belay.gotemplate.TemplateExpression;
import belay.gotemplate.TemplateExpression.Field;
import belay.gotemplate.TemplateNode;
import belay.gotemplate.TemplatePipeline;
import belay.migrate.origin.Origin.Joined;
import belay.migrate.origin.Origin.Literal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Goes through templates as Helm would, all ways at once, and follows where values come from. Each
/// definition is gone through once for each argument that it is called with.
public final class TemplateWalk {
  private static final int MOST_STEPS = 400_000;
  private static final int MOST_CALLS = 300;
  private static final int LONGEST_OUTPUT = 24;
  private static final int DEEPEST = 60;

  /// Sees each list of nodes with the scope that it is read in, before the nodes are gone through
  /// one by one.
  public interface Visitor {
    /// A node is about to be read.
    ///
    /// @param siblings the list that it stands in
    /// @param scope as it is before the node
    void visit(List<TemplateNode> siblings, int index, Scope scope);
  }

  private record Call(Helper helper, Origin argument) {}

  private final Helpers helpers;
  private final ReferenceLog references;
  private final Visitor visitor;
  private final IdentityHashMap<Origin, Made> made = new IdentityHashMap<>();
  private final Map<Call, Origin> outputs = new HashMap<>();
  private final Map<Helper, Integer> calls = new HashMap<>();
  private int steps;
  private int depth;

  public TemplateWalk(Helpers helpers, ReferenceLog references, Visitor visitor) {
    this.helpers = helpers;
    this.references = references;
    this.visitor = visitor;
  }

  /// The command that made a `dict` or a `list`, and the scope in which it is read.
  public record Made(TemplateCommand command, Scope scope) {}

  /// Where a `dict` or a `list` was made.
  public Optional<Made> made(Origin origin) {
    return Optional.ofNullable(made.get(origin));
  }

  /// Definitions that somebody calls.
  public Set<Helper> called() {
    return calls.keySet();
  }

  /// Goes through a file that Helm renders by itself.
  ///
  /// @param chart the path of the chart that it is rendered for
  public void file(TemplateFile file, String chart) {
    nodes(file.tree().nodes(), Scope.begin(file, new Origin.Root(chart)));
  }

  /// Goes through nodes.
  ///
  /// @return where what they print comes from
  public Origin nodes(List<TemplateNode> nodes, Scope scope) {
    List<Origin> printed = new ArrayList<>();
    for (var i = 0; i < nodes.size() && steps++ < MOST_STEPS; i++) {
      visitor.visit(nodes, i, scope);
      var origin = node(nodes.get(i), scope);
      if (printed.size() < LONGEST_OUTPUT
          && !(origin instanceof Literal(var text) && text.isBlank())) {
        printed.add(origin);
      }
    }
    return printed.size() == 1 ? printed.getFirst() : Origin.bounded(new Joined(printed));
  }

  private Origin node(TemplateNode node, Scope scope) {
    return switch (node) {
      case TemplateNode.Text(var _, var printed) ->
          new Literal(
              printed.end() - printed.start() > 200 ? "…" : printed.of(scope.file().text()));
      case TemplateNode.Action(var _, var pipeline) -> {
        var origin = run(pipeline, scope);
        yield pipeline.declared().isEmpty() ? origin : new Literal("");
      }
      case TemplateNode.Branch branch -> branch(branch, scope);
      case TemplateNode.Call(var _, var name, var argument) ->
          call(scope, name, argument.map(a -> pipeline(a, scope, "")).orElse(Origin.unknown()));
      case TemplateNode.Block(var _, var _, var name, var argument, var _, var _) ->
          call(scope, name, pipeline(argument, scope, ""));
      case TemplateNode.Comment _, TemplateNode.Define _, TemplateNode.Jump _ -> new Literal("");
    };
  }

  /// Reads an action: declares or sets its variables.
  public Origin run(TemplatePipeline pipeline, Scope scope) {
    var origin = pipeline(pipeline, scope, "");
    declare(pipeline, scope, origin);
    return origin;
  }

  private static void declare(TemplatePipeline pipeline, Scope scope, Origin origin) {
    for (var variable : pipeline.declared()) {
      if (pipeline.sets()) {
        scope.set(variable.name(), pipeline, origin);
      } else {
        scope.declare(variable.name(), pipeline, origin);
      }
    }
  }

  private Origin branch(TemplateNode.Branch branch, Scope outer) {
    var scope = outer.enter();
    List<Origin> printed = new ArrayList<>();
    for (var arm : branch.arms()) {
      for (var inner : arms(branch.keyword(), arm, scope)) {
        printed.add(nodes(arm.body(), inner));
      }
    }
    return Origin.either(printed);
  }

  /// The scopes in which an arm's body is read, one for each thing that it may be about. What the
  /// question declares is seen by the arms behind it, too.
  public List<Scope> arms(String keyword, TemplateNode.Arm arm, Scope scope) {
    if (arm.pipeline().isEmpty()) {
      return List.of(scope.enter());
    }
    var pipeline = arm.pipeline().get();
    var origin = pipeline(pipeline, scope, keyword);
    return switch (keyword) {
      case "range" -> range(pipeline, origin, scope);
      case "with" -> {
        declare(pipeline, scope, origin);
        yield List.of(scope.enter(origin));
      }
      default -> {
        declare(pipeline, scope, origin);
        yield List.of(scope.enter());
      }
    };
  }

  private static List<Scope> range(TemplatePipeline pipeline, Origin origin, Scope scope) {
    List<Scope> all = new ArrayList<>();
    var names = pipeline.declared();
    for (var item : origin.items().stream().distinct().limit(40).toList()) {
      var inner = scope.enter(item);
      if (names.size() > 1) {
        inner.declare(names.getFirst().name(), pipeline, Origin.unknown());
      }
      if (!names.isEmpty()) {
        inner.declare(names.getLast().name(), pipeline, item);
      }
      all.add(inner);
    }
    return all;
  }

  /// Where the value of a pipeline comes from.
  ///
  /// @param keyword of the block whose question it is; empty elsewhere
  public Origin pipeline(TemplatePipeline pipeline, Scope scope, String keyword) {
    if (++depth > DEEPEST) {
      depth--;
      return Origin.unknown();
    }
    var commands = pipeline.commands();
    Optional<Origin> value = Optional.empty();
    for (var i = 0; i < commands.size(); i++) {
      var next = i + 1 < commands.size() ? commands.get(i + 1).function().orElse("") : "";
      value = Optional.of(command(commands.get(i), value, new Use(scope, keyword, next, pipeline)));
    }
    depth--;
    return value.orElse(Origin.unknown());
  }

  private record Use(Scope scope, String keyword, String next, TemplatePipeline pipeline) {}

  private Origin command(TemplateCommand command, Optional<Origin> piped, Use use) {
    var function = command.function();
    if (function.isEmpty()) {
      var origin = word(command.words().getFirst(), use, use.next());
      command.arguments().forEach(word -> word(word, use, ""));
      return command.words().size() > 1 || piped.isPresent() ? Origin.unknown() : origin;
    }
    List<Origin> arguments = new ArrayList<>();
    for (var word : command.arguments()) {
      arguments.add(word(word, use, function.get()));
    }
    piped.ifPresent(arguments::add);
    if (function.get().equals("include")
        && !arguments.isEmpty()
        && arguments.getFirst() instanceof Literal(var name)) {
      return call(use.scope(), name, arguments.size() > 1 ? arguments.get(1) : Origin.unknown());
    }
    var origin = Origin.bounded(Functions.apply(function.get(), arguments));
    if ((origin instanceof Origin.Pairs || origin instanceof Origin.Items) && piped.isEmpty()) {
      made.put(origin, new Made(command, use.scope().enter()));
    }
    if (function.get().equals("index")
        || function.get().equals("get")
        || function.get().equals("dig")) {
      add(command, use, origin);
    }
    return origin;
  }

  private void add(TemplateCommand command, Use use, Origin origin) {
    var area = command.area();
    var pipeline = new TemplatePipeline(area, List.of(), false, List.of(command));
    references.add(
        new Reference(
            use.scope().file(),
            new TemplateExpression.Group(area, pipeline, List.of()),
            use.next(),
            use.keyword(),
            use.pipeline().area()),
        origin);
  }

  private Origin word(TemplateExpression word, Use use, String function) {
    var origin = expression(word, use);
    if (!(word instanceof TemplateExpression.Quoted)) {
      references.add(
          new Reference(use.scope().file(), word, function, use.keyword(), use.pipeline().area()),
          origin);
    }
    return origin;
  }

  private Origin expression(TemplateExpression word, Use use) {
    var scope = use.scope();
    return switch (word) {
      case TemplateExpression.Dot _ -> scope.dot();
      case TemplateExpression.Quoted(var _, var text, var _) -> new Literal(text);
      case TemplateExpression.Numeric(var _, var text) -> new Literal(text);
      case TemplateExpression.Fields(var _, var fields) -> fields(scope.dot(), fields);
      case TemplateExpression.Variable(var _, var name, var fields) ->
          fields(
              name.isEmpty()
                  ? scope.root()
                  : scope.variable(name).map(Scope.Variable::origin).orElse(Origin.unknown()),
              fields);
      case TemplateExpression.Group(var _, var pipeline, var fields) ->
          fields(pipeline(pipeline, scope, use.keyword()), fields);
      case TemplateExpression.Name(var _, var name) -> Functions.apply(name, List.of());
      case TemplateExpression.Nil _, TemplateExpression.Bool _, TemplateExpression.Letter _ ->
          Origin.unknown();
    };
  }

  /// Where the value of a single word comes from.
  public Origin expression(TemplateExpression word, Scope scope) {
    return expression(
        word,
        new Use(scope, "", "", new TemplatePipeline(word.area(), List.of(), false, List.of())));
  }

  /// What the first word of a pipeline reads from: the dot, a variable, or what `index` looks into.
  public List<Origin> origins(TemplatePipeline pipeline, Scope scope) {
    var words = pipeline.commands().getFirst().words();
    var index = pipeline.commands().getFirst().function().filter("index"::equals).isPresent();
    return switch (index && words.size() > 1 ? words.get(1) : words.getFirst()) {
      case TemplateExpression.Fields _, TemplateExpression.Dot _ -> List.of(scope.dot());
      case TemplateExpression.Variable(var _, var name, var _) ->
          List.of(
              name.isEmpty()
                  ? scope.root()
                  : scope.variable(name).map(Scope.Variable::origin).orElse(Origin.unknown()));
      default -> List.of();
    };
  }

  private Origin fields(Origin from, List<Field> fields) {
    var at = from;
    for (var field : fields) {
      at = helpers.owned(at.child(field.name()));
    }
    return at;
  }

  /// The definition that a name means in a scope.
  public Optional<Helper> helper(Scope scope, String name) {
    return helpers.find(
        scope.root() instanceof Origin.Root(var own) ? own : scope.file().chart(), name);
  }

  private Origin call(Scope scope, String name, Origin argument) {
    var helper = helper(scope, name);
    if (helper.isEmpty()) {
      return Origin.unknown();
    }
    var call = new Call(helper.get(), argument);
    var known = outputs.get(call);
    if (known != null) {
      return known;
    }
    if (calls.merge(helper.get(), 1, Integer::sum) > MOST_CALLS || depth > DEEPEST / 2) {
      return Origin.unknown();
    }
    outputs.put(call, Origin.unknown());
    depth++;
    var output = nodes(helper.get().body(), Scope.begin(helper.get().file(), argument));
    depth--;
    outputs.put(call, output);
    return output;
  }
}
