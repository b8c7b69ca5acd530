package belay.migrate.guard;

import belay.gotemplate.TemplateCommand;
import belay.gotemplate.TemplateExpression;
import belay.gotemplate.TemplateExpression.Bool;
import belay.gotemplate.TemplateExpression.Group;
import belay.gotemplate.TemplateExpression.Quoted;
import belay.gotemplate.TemplatePipeline;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Collects what values have to be so that conditions come out as they have to. Of one thread.
final class ValuesWish {
  private static final String VALUES = "Values";

  /// What no made-up text is good for.
  private static final Pattern VERSION = Pattern.compile("(?i).*(?:digest|sha|sha256|tag|version)");

  private final YamlNode values;
  private final Map<List<String>, Optional<Object>> wanted = new LinkedHashMap<>();

  /// @param values the chart's own
  ValuesWish(YamlNode values) {
    this.values = values;
  }

  /// The keys and what they have to be; null for a default that has to go.
  Map<List<String>, Optional<Object>> wanted() {
    return wanted;
  }

  /// Adds a condition; what is not understood is passed over.
  void add(Enclosure.Condition condition) {
    pipeline(condition.question(), condition.truth(), condition.asked());
  }

  private void pipeline(TemplatePipeline pipeline, boolean truth, Enclosure asked) {
    if (pipeline.commands().size() == 1) {
      command(pipeline.commands().getFirst(), truth, asked);
    }
  }

  private void command(TemplateCommand command, boolean truth, Enclosure asked) {
    if (command.words().size() == 1) {
      expression(command.words().getFirst(), truth, asked);
      return;
    }
    var arguments = command.arguments();
    switch (command.function().orElse("")) {
      case "not" -> expression(arguments.getFirst(), !truth, asked);
      case "and" -> several(arguments, truth, truth, asked);
      case "or" -> several(arguments, truth, !truth, asked);
      case "eq" -> equal(arguments, truth, asked);
      case "ne" -> equal(arguments, !truth, asked);
      default -> {}
    }
  }

  private void several(
      List<TemplateExpression> arguments, boolean truth, boolean all, Enclosure asked) {
    arguments.stream()
        .limit(all ? Long.MAX_VALUE : 1)
        .forEach(argument -> expression(argument, truth, asked));
  }

  private void expression(TemplateExpression expression, boolean truth, Enclosure asked) {
    var path = keys(expression, asked);
    if (path.isPresent()) {
      set(path.get(), truth);
    } else if (expression instanceof Group(var _, var pipeline, var fields) && fields.isEmpty()) {
      pipeline(pipeline, truth, asked);
    }
  }

  private void equal(List<TemplateExpression> arguments, boolean truth, Enclosure asked) {
    if (arguments.size() != 2) {
      return;
    }
    var path = keys(arguments.get(0), asked).or(() -> keys(arguments.get(1), asked));
    var word = word(arguments.get(0)).or(() -> word(arguments.get(1)));
    if (path.isPresent() && word.isPresent()) {
      if (truth) {
        wanted.putIfAbsent(path.get(), word);
      } else if (word.get() instanceof Boolean bool) {
        wanted.putIfAbsent(path.get(), Optional.of(!bool));
      }
    }
  }

  private static Optional<Object> word(TemplateExpression expression) {
    return switch (expression) {
      case Quoted(var _, var value, var _) -> Optional.of(value);
      case Bool(var _, var value) -> Optional.of(value);
      case TemplateExpression _ -> Optional.empty();
    };
  }

  private static Optional<List<String>> keys(TemplateExpression expression, Enclosure asked) {
    return asked
        .path(expression)
        .filter(path -> path.size() > 1 && path.getFirst().equals(VALUES))
        .map(path -> path.subList(1, path.size()));
  }

  private void set(List<String> path, boolean truth) {
    if (VERSION.matcher(path.getLast()).matches()) {
      return;
    }
    var node = Optional.of(values);
    for (var key : path) {
      node = node.flatMap(parent -> Lookup.find(parent.resolved(), key));
    }
    var now = node.map(YamlNode::resolved);
    if (now.map(ValuesWish::isTrue).orElse(false) == truth) {
      return;
    }
    if (!truth) {
      wanted.putIfAbsent(
          path, now.filter(ValuesWish::isBool).isPresent() ? Optional.of(false) : Optional.empty());
    } else if (now.isEmpty() || now.get() instanceof Scalar) {
      wanted.putIfAbsent(
          path, Optional.of(now.filter(ValuesWish::isText).isPresent() ? "belay" : true));
    }
  }

  private static boolean isBool(YamlNode node) {
    return node instanceof Scalar scalar
        && scalar.style() == YamlNode.Style.PLAIN
        && scalar.value().matches("true|false");
  }

  private static boolean isText(YamlNode node) {
    return node instanceof Scalar scalar && !scalar.isNull() && !isBool(node);
  }

  /// As templates take it: empty texts, lists and mappings are not.
  private static boolean isTrue(YamlNode node) {
    return switch (node) {
      case Scalar scalar ->
          !scalar.isNull()
              && !scalar.value().isEmpty()
              && !(scalar.style() == YamlNode.Style.PLAIN && scalar.value().matches("false|0"));
      case YamlNode.Mapping mapping -> !mapping.entries().isEmpty();
      case YamlNode.Sequence list -> !list.items().isEmpty();
      case YamlNode.Alias alias -> isTrue(alias.target());
    };
  }
}
