package belay.migrate.origin;

import belay.migrate.origin.Origin.Either;
import belay.migrate.origin.Origin.Items;
import belay.migrate.origin.Origin.Joined;
import belay.migrate.origin.Origin.Literal;
import belay.migrate.origin.Origin.Pairs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What Helm's functions give, as far as where it comes from is concerned.
public final class Functions {
  /// Those that give their last argument, or a text made of it alone.
  public static final Set<String> PASSING =
      Set.of(
          "quote",
          "squote",
          "toString",
          "trim",
          "trimAll",
          "trimSuffix",
          "trimPrefix",
          "lower",
          "upper",
          "nospace",
          "trunc",
          "required",
          "deepCopy",
          "mustDeepCopy",
          "nindent",
          "indent",
          "toYaml",
          "html",
          "js",
          "print",
          "println");

  private Functions() {}

  static Origin apply(String name, List<Origin> arguments) {
    if (arguments.isEmpty()) {
      return name.equals("dict") ? new Pairs(Map.of()) : Origin.unknown();
    }
    var first = arguments.getFirst();
    var last = arguments.getLast();
    if (PASSING.contains(name)) {
      return arguments.size() > 1 && name.startsWith("print") ? new Joined(arguments) : last;
    }
    return switch (name) {
      case "default" ->
          last instanceof Literal(var text) && text.isEmpty()
              ? first
              : Origin.either(List.of(last, first));
      case "coalesce", "or", "and", "merge", "mergeOverwrite", "mustMerge", "mustMergeOverwrite" ->
          Origin.either(name.startsWith("mergeO") ? arguments.reversed() : arguments);
      case "ternary" -> Origin.either(arguments.subList(0, Math.min(2, arguments.size())));
      case "index" -> index(arguments);
      case "get" -> arguments.size() > 1 ? child(first, arguments.get(1)) : Origin.unknown();
      case "dig" -> dig(arguments);
      case "dict" -> dict(arguments);
      case "set" -> set(arguments);
      case "list", "tuple" -> new Items(arguments);
      case "pick", "omit", "tpl", "append", "prepend" -> first;
      case "first", "last", "mustFirst", "mustLast" -> Origin.either(first.items());
      case "concat" -> new Items(arguments.stream().flatMap(one -> one.items().stream()).toList());
      case "printf" -> new Joined(arguments.subList(1, arguments.size()));
      case "replace", "regexReplaceAll", "splitList", "split", "regexReplaceAllLiteral" ->
          new Joined(
              List.of(
                  Origin.unknown(),
                  name.startsWith("regex")
                      ? arguments.get(Math.min(1, arguments.size() - 1))
                      : last));
      default -> Origin.unknown();
    };
  }

  private static Origin index(List<Origin> arguments) {
    var at = arguments.getFirst();
    for (var step : arguments.subList(1, arguments.size())) {
      at = child(at, step);
    }
    return at;
  }

  private static Origin child(Origin from, Origin step) {
    if (step instanceof Literal(var key) && !key.matches("[0-9]+")) {
      return from.child(key);
    }
    if (from instanceof Items(var all)
        && step instanceof Literal(var number)
        && number.length() < 4
        && Integer.parseInt(number) < all.size()) {
      return all.get(Integer.parseInt(number));
    }
    return from instanceof Pairs ? Origin.unknown() : Origin.either(from.items());
  }

  private static Origin dig(List<Origin> arguments) {
    if (arguments.size() < 3) {
      return Origin.unknown();
    }
    var at = arguments.getLast();
    for (var step : arguments.subList(0, arguments.size() - 2)) {
      at = child(at, step);
    }
    return Origin.either(List.of(at, arguments.get(arguments.size() - 2)));
  }

  private static Origin dict(List<Origin> arguments) {
    Map<String, Origin> entries = new LinkedHashMap<>();
    for (var i = 0; i + 1 < arguments.size(); i += 2) {
      if (arguments.get(i) instanceof Literal(var key)) {
        entries.put(key, arguments.get(i + 1));
      }
    }
    return new Pairs(entries);
  }

  private static Origin set(List<Origin> arguments) {
    if (arguments.size() != 3 || !(arguments.get(1) instanceof Literal(var key))) {
      return arguments.getFirst();
    }
    var entries = new LinkedHashMap<String, Origin>();
    if (arguments.getFirst() instanceof Pairs(var own)) {
      entries.putAll(own);
      entries.put(key, arguments.get(2));
      return new Pairs(entries);
    }
    var all = new ArrayList<Origin>(List.of(new Pairs(Map.of(key, arguments.get(2)))));
    all.add(arguments.getFirst());
    return new Either(all);
  }
}
