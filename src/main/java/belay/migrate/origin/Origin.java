package belay.migrate.origin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where a value of a template comes from.
public sealed interface Origin {
  /// The step from a list or mapping to each of its items.
  String EACH = "*";

  /// More parts than what an image is made of has; what is set to itself again and again doubles.
  int MOST_PARTS = 2_000;

  /// Not known.
  record Unknown() implements Origin {}

  /// What a chart's templates begin with: `.Values`, `.Chart` and so on.
  ///
  /// @param chart the chart's path in the bundle
  record Root(String chart) implements Origin {}

  /// A chart's values, or what stands in them.
  ///
  /// @param path the keys that lead there
  record Values(String chart, List<String> path) implements Origin {
    public Values {
      path = List.copyOf(path);
    }

    /// What stands below a key.
    @Override
    public Values child(String key) {
      var longer = new ArrayList<>(path);
      longer.add(key);
      return new Values(chart, longer);
    }

    /// The last key; empty for the values themselves.
    public String key() {
      return path.isEmpty() ? "" : path.getLast();
    }

    /// What it stands in.
    public Values parent() {
      return new Values(chart, path.subList(0, path.size() - 1));
    }

    /// With dots between the keys.
    public String dotted() {
      return String.join(".", path).replace("." + EACH, "[]");
    }
  }

  /// `.Chart`, or what it says under a key.
  record About(String chart, String key) implements Origin {}

  /// A text that stands in a template.
  record Literal(String text) implements Origin {}

  /// A `dict`.
  record Pairs(Map<String, Origin> entries) implements Origin {
    public Pairs {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /// A `list`.
  record Items(List<Origin> all) implements Origin {
    public Items {
      all = List.copyOf(all);
    }
  }

  /// One of several, the first that is there.
  record Either(List<Origin> all) implements Origin {
    public Either {
      all = List.copyOf(all);
    }
  }

  /// Several, one behind the other.
  record Joined(List<Origin> all) implements Origin {
    public Joined {
      all = List.copyOf(all);
    }
  }

  /// What is not known, or of no interest.
  static Origin unknown() {
    return new Unknown();
  }

  /// One of several; those that are not known do not count where others are.
  static Origin either(List<Origin> all) {
    Set<Origin> known = new LinkedHashSet<>();
    for (var one : all) {
      if (one instanceof Either(var inner)) {
        known.addAll(inner);
      } else if (!(one instanceof Unknown)) {
        known.add(one);
      }
    }
    return switch (known.size()) {
      case 0 -> unknown();
      case 1 -> known.iterator().next();
      default -> new Either(known.stream().limit(16).toList());
    };
  }

  /// The same, or nothing known where it has more parts than one looks through.
  static Origin bounded(Origin origin) {
    return origin.parts(MOST_PARTS) < 0 ? unknown() : origin;
  }

  /// How many parts are left of so many, without its own; below zero where it has more.
  private int parts(int most) {
    var left = most - 1;
    var own =
        switch (this) {
          case Pairs(var entries) -> entries.values();
          case Items(var all) -> all;
          case Either(var all) -> all;
          case Joined(var all) -> all;
          case Root _, Values _, About _, Literal _, Unknown _ -> List.<Origin>of();
        };
    for (var part : own) {
      if (left < 0) {
        break;
      }
      left = part.parts(left);
    }
    return left;
  }

  /// What stands under a key.
  default Origin child(String key) {
    return switch (this) {
      case Root(var chart) ->
          switch (key) {
            case "Values" -> new Values(chart, List.of());
            case "Chart" -> new About(chart, "");
            default -> unknown();
          };
      case Values values -> values.child(key);
      case About(var chart, var about) -> about.isEmpty() ? new About(chart, key) : unknown();
      case Pairs(var entries) -> entries.getOrDefault(key, unknown());
      case Either(var all) -> either(all.stream().map(one -> one.child(key)).toList());
      case Items _, Literal _, Joined _, Unknown _ -> unknown();
    };
  }

  /// Each of what it holds.
  default List<Origin> items() {
    return switch (this) {
      case Values values -> List.of(values.child(EACH));
      case Items(var all) -> all;
      case Pairs(var entries) -> List.copyOf(entries.values());
      case Either(var all) -> all.stream().flatMap(one -> one.items().stream()).toList();
      case Root _, About _, Literal _, Joined _, Unknown _ -> List.of(unknown());
    };
  }

  /// The values that it may be, in their order.
  default List<Values> values() {
    return switch (this) {
      case Values values -> List.of(values);
      case Either(var all) -> all.stream().flatMap(one -> one.values().stream()).toList();
      case Joined(var all) -> all.stream().flatMap(one -> one.values().stream()).toList();
      case Root _, About _, Literal _, Items _, Pairs _, Unknown _ -> List.of();
    };
  }

  /// Whether the version of what the chart installs may be it.
  default boolean isAppVersion() {
    return switch (this) {
      case About(var _, var key) -> key.equals("AppVersion");
      case Either(var all) -> all.stream().anyMatch(Origin::isAppVersion);
      case Joined(var all) -> all.stream().anyMatch(Origin::isAppVersion);
      case Root _, Values _, Literal _, Items _, Pairs _, Unknown _ -> false;
    };
  }
}
