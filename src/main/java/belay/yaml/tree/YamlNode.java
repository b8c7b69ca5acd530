package belay.yaml.tree;

import java.util.List;
import java.util.Optional;

/// A node of a YAML document as it is written: aliases stay aliases, and nothing is resolved or
/// merged, so that no document can grow when it is read.
///
/// The records compare by content; documents with aliases are to be compared by [Trees] only.
public sealed interface YamlNode {
  /// Where the node stands.
  Span span();

  /// The anchor without `&`; empty where there is none.
  String anchor();

  /// The tag in full, such as `tag:yaml.org,2002:str`; empty where none is written.
  String tag();

  /// What people call this kind of node.
  String kind();

  /// How a scalar is written.
  enum Style {
    PLAIN,
    SINGLE,
    DOUBLE,
    LITERAL,
    FOLDED;

    /// Whether it stands in quotes.
    public boolean quoted() {
      return this == SINGLE || this == DOUBLE;
    }

    /// Whether it stands on lines of its own, after a bar or an angle.
    public boolean block() {
      return this == LITERAL || this == FOLDED;
    }
  }

  /// A text, number, boolean or null.
  ///
  /// @param value the text that the style stands for
  /// @param style how it is written
  record Scalar(Span span, String anchor, String tag, String value, Style style)
      implements YamlNode {
    /// Whether this is null by the YAML core schema.
    public boolean isNull() {
      return tag.isEmpty() && style == Style.PLAIN && Scalars.isNull(value);
    }

    @Override
    public String kind() {
      return isNull() ? "empty" : "a single value";
    }
  }

  /// Keys with their values, in the order written, duplicates included.
  ///
  /// @param flow whether it is written in braces
  record Mapping(Span span, String anchor, String tag, List<Entry> entries, boolean flow)
      implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /// The first entry of this key, as it is written.
    public Optional<Entry> entry(String key) {
      return entries.stream().filter(entry -> entry.isNamed(key)).findFirst();
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /// A list.
  ///
  /// @param flow whether it is written in brackets
  record Sequence(Span span, String anchor, String tag, List<YamlNode> items, boolean flow)
      implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /// `*name`: the anchored node once more.
  ///
  /// @param target what it stands for
  record Alias(Span span, String name, YamlNode target) implements YamlNode {
    @Override
    public String anchor() {
      return "";
    }

    @Override
    public String tag() {
      return "";
    }

    @Override
    public String kind() {
      return "the alias *" + name;
    }
  }

  /// One key and its value.
  record Entry(YamlNode key, YamlNode value) {
    /// Whether the key is this text, be it quoted or plain.
    public boolean isNamed(String name) {
      return name().filter(name::equals).isPresent();
    }

    /// The key's text; empty for keys that are mappings or lists.
    public Optional<String> name() {
      return key.resolved() instanceof Scalar scalar ? Optional.of(scalar.value) : Optional.empty();
    }

    /// Whether this is the merge key `<<`, which brings the entries of other mappings.
    public boolean isMerge() {
      return key instanceof Scalar scalar
          && scalar.style == Style.PLAIN
          && scalar.value.equals("<<");
    }

    /// Offset behind the entry's own text.
    public int end() {
      return Math.max(key.span().end(), value.span().end());
    }
  }

  /// This node, or the one that it is an alias of.
  default YamlNode resolved() {
    return this instanceof Alias alias ? alias.target : this;
  }
}
