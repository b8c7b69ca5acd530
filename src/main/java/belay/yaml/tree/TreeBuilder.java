package belay.yaml.tree;

import belay.yaml.tree.YamlNode.Alias;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import belay.yaml.tree.YamlNode.Style;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Builds trees from the parser's events, which still know aliases and tags as they are written.
/// The parser's own node trees do not: an alias is the anchored node itself there.
public final class TreeBuilder {
  private static final int DEEPEST = 100;
  private static final int MOST_NODES = 500_000;

  private final Source source;
  private final Offsets offsets;
  private final Iterator<Event> events;
  private int nodes;
  private Map<String, YamlNode> anchors = new HashMap<>();
  private IdentityHashMap<YamlNode, Alias> aliases = new IdentityHashMap<>();

  private TreeBuilder(Source source) {
    this.source = source;
    this.offsets = Offsets.of(source.text());
    var settings =
        LoadSettings.builder().setLabel(source.name()).setCodePointLimit(Integer.MAX_VALUE).build();
    this.events = new Parse(settings).parseString(source.text()).iterator();
  }

  /// All documents of a file; none where it has only comments.
  public static List<YamlDocument> read(Source source) {
    try {
      return new TreeBuilder(source).documents();
    } catch (YamlEngineException e) {
      throw NotYaml.failure(source, e);
    }
  }

  private List<YamlDocument> documents() {
    List<YamlDocument> documents = new ArrayList<>();
    while (events.hasNext()) {
      if (events.next() instanceof DocumentStartEvent start) {
        anchors = new HashMap<>();
        aliases = new IdentityHashMap<>();
        var root = node(events.next(), 0);
        documents.add(new YamlDocument(root, offsets.end(start), aliases));
      }
    }
    return documents;
  }

  private YamlNode node(Event event, int depth) {
    if (depth > DEEPEST) {
      throw source.failure(
          offsets.start(event),
          "nested deeper than %d levels".formatted(DEEPEST),
          "check the indentation and the brackets");
    }
    if (++nodes > MOST_NODES) {
      throw source.failure(
          offsets.start(event),
          "more than %d values in one file".formatted(MOST_NODES),
          "split the file");
    }
    return switch (event) {
      case AliasEvent alias -> alias(alias);
      case ScalarEvent scalar -> anchored(scalar(scalar));
      case CollectionStartEvent start when start.getEventId() == Event.ID.MappingStart ->
          anchored(mapping(start, depth));
      case CollectionStartEvent start -> anchored(sequence(start, depth));
      default -> throw new IllegalStateException("no node begins with " + event);
    };
  }

  private YamlNode anchored(YamlNode node) {
    if (!node.anchor().isEmpty()) {
      anchors.put(node.anchor(), node);
    }
    return node;
  }

  private Alias alias(AliasEvent event) {
    var name = event.getAlias().getValue();
    var target = anchors.get(name);
    if (target == null) {
      throw source.failure(
          offsets.start(event),
          "the alias *%s stands for no anchor before it".formatted(name),
          "write &%s before the value that is meant".formatted(name));
    }
    var alias = new Alias(span(event, offsets.end(event)), name, target);
    aliases.putIfAbsent(target, alias);
    return alias;
  }

  private Scalar scalar(ScalarEvent event) {
    var style = style(event.getScalarStyle());
    var end = offsets.end(event);
    if (style.block()) {
      end = blockEnd(offsets.start(event), end);
    }
    return new Scalar(
        span(event, end), anchor(event), event.getTag().orElse(""), event.getValue(), style);
  }

  /// The parser ends a block scalar behind the blank lines that follow. They belong to it only
  /// where its header says `+`; the last line break never does, as for any other line.
  private int blockEnd(int start, int end) {
    var header = source.text().substring(start, source.lineEnd(start));
    if (header.replaceFirst("[ \t]#.*", "").endsWith("+")) {
      return end > start && source.isBreak(end - 1) ? source.beforeBreak(end) : end;
    }
    var at = end;
    while (at > start && source.isBreak(at - 1)) {
      at--;
    }
    return at;
  }

  private Mapping mapping(CollectionStartEvent start, int depth) {
    List<Entry> entries = new ArrayList<>();
    for (var event = events.next(); ; event = events.next()) {
      if (event.getEventId() == Event.ID.MappingEnd) {
        var flow = start.getFlowStyle() == FlowStyle.FLOW;
        var end = flow || entries.isEmpty() ? offsets.end(event) : entries.getLast().end();
        return new Mapping(
            span(start, end), anchor(start), start.getTag().orElse(""), entries, flow);
      }
      var key = node(event, depth + 1);
      entries.add(new Entry(key, omitted(key, node(events.next(), depth + 1))));
    }
  }

  /// A value that is missing with its colon is placed at the next token; it belongs to its key.
  private YamlNode omitted(YamlNode key, YamlNode value) {
    var at = value.span().start();
    var missing =
        value instanceof Scalar scalar
            && at == scalar.span().end()
            && (at == 0 || source.text().charAt(at - 1) != ':');
    if (!missing || !(value instanceof Scalar scalar)) {
      return value;
    }
    var end = key.span().end();
    return new Scalar(
        new Span(end, end, key.span().line(), key.span().column()), "", "", "", scalar.style());
  }

  private Sequence sequence(CollectionStartEvent start, int depth) {
    List<YamlNode> items = new ArrayList<>();
    for (var event = events.next(); ; event = events.next()) {
      if (event.getEventId() == Event.ID.SequenceEnd) {
        var flow = start.getFlowStyle() == FlowStyle.FLOW;
        var end = flow || items.isEmpty() ? offsets.end(event) : items.getLast().span().end();
        return new Sequence(
            span(start, end), anchor(start), start.getTag().orElse(""), items, flow);
      }
      items.add(node(event, depth + 1));
    }
  }

  private Span span(Event event, int end) {
    var mark = event.getStartMark().orElseThrow();
    return new Span(offsets.start(event), end, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String anchor(NodeEvent event) {
    return event.getAnchor().map(Anchor::getValue).orElse("");
  }

  private static Style style(ScalarStyle style) {
    return switch (style) {
      case PLAIN -> Style.PLAIN;
      case SINGLE_QUOTED -> Style.SINGLE;
      case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> Style.DOUBLE;
      case LITERAL -> Style.LITERAL;
      case FOLDED -> Style.FOLDED;
    };
  }
}
