package belay.render.object;

import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Alias;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Nodes as the values that Kubernetes reads, which is by YAML 1.1: `yes` is a boolean, `0755` is
/// octal, a date is a text.
public final class PlainValues {
  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Pattern DECIMAL = Pattern.compile("[-+]?(?:0|[1-9][0-9_]*)");
  private static final Pattern OCTAL = Pattern.compile("([-+]?)0o?([0-7_]+)");
  private static final Pattern HEX = Pattern.compile("([-+]?)0x([0-9a-fA-F_]+)");
  private static final Pattern BINARY = Pattern.compile("([-+]?)0b([01_]+)");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");

  private PlainValues() {}

  /// Maps, lists, texts, numbers, booleans and null.
  public static @Nullable Object of(YamlNode node) {
    return switch (node) {
      case Alias alias -> of(alias.target());
      case Scalar scalar -> of(scalar);
      case Sequence list -> {
        List<@Nullable Object> items = new ArrayList<>();
        list.items().forEach(item -> items.add(of(item)));
        yield items;
      }
      case Mapping mapping -> of(mapping);
    };
  }

  private static Map<String, @Nullable Object> of(Mapping mapping) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (var entry : mapping.entries()) {
      if (entry.isMerge()) {
        merged(entry.value().resolved()).forEach(values::putIfAbsent);
      }
    }
    for (var entry : mapping.entries()) {
      if (!entry.isMerge()) {
        values.put(entry.name().orElse(""), of(entry.value()));
      }
    }
    return values;
  }

  private static Map<String, @Nullable Object> merged(YamlNode source) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    switch (source) {
      case Mapping mapping -> values.putAll(of(mapping));
      case Sequence list ->
          list.items().forEach(item -> merged(item.resolved()).forEach(values::putIfAbsent));
      case YamlNode _ -> {
        // nothing to be merged
      }
    }
    return values;
  }

  private static @Nullable Object of(Scalar scalar) {
    var text = scalar.value();
    if (scalar.isNull()) {
      return null;
    }
    if (scalar.style() != YamlNode.Style.PLAIN || scalar.tag().equals("tag:yaml.org,2002:str")) {
      return text;
    }
    if (TRUE.contains(text)) {
      return true;
    }
    return FALSE.contains(text) ? (Object) false : number(text);
  }

  private static Object number(String text) {
    if (DECIMAL.matcher(text).matches()) {
      return integer(text, 10);
    }
    for (var base : List.of(new Base(HEX, 16), new Base(BINARY, 2), new Base(OCTAL, 8))) {
      var found = base.pattern.matcher(text);
      if (found.matches()) {
        return integer(found.group(1) + found.group(2), base.radix);
      }
    }
    return FLOAT.matcher(text).matches() ? (Object) Double.parseDouble(text) : text;
  }

  private record Base(Pattern pattern, int radix) {}

  private static Object integer(String digits, int radix) {
    var plain = digits.replace("_", "").replaceFirst("^\\+", "");
    var number = new BigInteger(plain, radix);
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number.doubleValue();
  }
}
