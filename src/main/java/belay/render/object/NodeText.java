package belay.render.object;

import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Alias;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.regex.Pattern;

/// Writes a node as YAML that means the same to every parser: what is a number or a boolean to one
/// of them stays plain, and all else is quoted.
public final class NodeText {
  private static final int LARGEST = 8 << 20;

  /// What a number, a boolean, null, a date or the merge key looks like; quoted or not, the rest is
  /// a text.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.+-]+|~|<<|");

  private final StringBuilder out = new StringBuilder();

  private NodeText() {}

  /// In one line.
  public static String flow(YamlNode node) {
    var text = new NodeText();
    text.write(node);
    return text.out.toString();
  }

  /// In block style, as people write it, with a line feed at the end.
  public static String block(YamlNode node) {
    var text = new NodeText();
    text.block(node.resolved(), "");
    return text.out.append('\n').toString();
  }

  private void block(YamlNode node, String indent) {
    if (out.length() > LARGEST) {
      return;
    }
    switch (node) {
      case Mapping mapping when !mapping.entries().isEmpty() -> {
        var separator = "";
        for (var entry : mapping.entries()) {
          out.append(separator);
          write(entry.key());
          out.append(':');
          value(entry.value().resolved(), indent);
          separator = "\n" + indent;
        }
      }
      case Sequence list when !list.items().isEmpty() -> {
        var separator = "";
        for (var item : list.items()) {
          out.append(separator).append("- ");
          block(item.resolved(), indent + "  ");
          separator = "\n" + indent;
        }
      }
      case YamlNode other -> write(other);
    }
  }

  private void value(YamlNode node, String indent) {
    var within =
        switch (node) {
          case Mapping mapping when !mapping.entries().isEmpty() -> indent + "  ";
          case Sequence list when !list.items().isEmpty() -> indent;
          case YamlNode _ -> "";
        };
    out.append(
        (node instanceof Mapping m && !m.entries().isEmpty())
                || (node instanceof Sequence l && !l.items().isEmpty())
            ? "\n" + within
            : " ");
    block(node, within);
  }

  private void write(YamlNode node) {
    if (out.length() > LARGEST) {
      return;
    }
    switch (node) {
      case Alias alias -> write(alias.target());
      case Scalar scalar -> write(scalar);
      case Sequence list -> {
        out.append('[');
        var separator = "";
        for (var item : list.items()) {
          out.append(separator);
          write(item);
          separator = ", ";
        }
        out.append(']');
      }
      case Mapping mapping -> {
        out.append('{');
        var separator = "";
        for (var entry : mapping.entries()) {
          out.append(separator);
          write(entry.key());
          out.append(": ");
          write(entry.value());
          separator = ", ";
        }
        out.append('}');
      }
    }
  }

  private void write(Scalar scalar) {
    if (!scalar.tag().isEmpty() && !scalar.tag().equals("!")) {
      out.append("!<").append(scalar.tag()).append("> ");
    }
    if (scalar.style() == YamlNode.Style.PLAIN && PLAIN.matcher(scalar.value()).matches()) {
      out.append(scalar.value().isEmpty() ? "null" : scalar.value());
    } else {
      quote(scalar.value());
    }
  }

  private void quote(String text) {
    out.append('"');
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
