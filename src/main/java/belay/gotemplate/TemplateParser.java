package belay.gotemplate;

import belay.gotemplate.Lexeme.Sort;
import belay.gotemplate.TemplateNode.Arm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the blocks of a template.
final class TemplateParser {
  private static final int DEEPEST = 100;

  private final TemplateText source;
  private final PipelineParser words;
  private int depth;
  private int loops;

  /// Whether the action before ended in a marker that takes white space away.
  private boolean trimmed;

  private TemplateParser(TemplateText source) {
    this.source = source;
    this.words = new PipelineParser(source);
  }

  static List<TemplateNode> read(TemplateText source) {
    var parser = new TemplateParser(source);
    List<TemplateNode> nodes = new ArrayList<>();
    var end = parser.list(nodes, true);
    if (end.isPresent()) {
      throw source.failure(
          end.get().open().start(),
          "nothing is open that this \"%s\" belongs to".formatted(end.get().keyword()),
          "remove it");
    }
    return nodes;
  }

  /// An `else` or `end`, read up to its keyword.
  private record Stop(Area open, String keyword) {}

  /// Nodes up to the end of the text or of the block.
  private Optional<Stop> list(List<TemplateNode> nodes, boolean top) {
    while (true) {
      var lexeme = words.next();
      switch (lexeme.sort()) {
        case END -> {
          return Optional.empty();
        }
        case TEXT -> nodes.add(text(lexeme));
        case LEFT -> {
          var keyword = words.peekWord();
          if (keyword.is(Sort.KEYWORD)) {
            var name = words.text(keyword);
            if (name.equals("else") || name.equals("end")) {
              words.next();
              return Optional.of(new Stop(lexeme.area(), name));
            }
          }
          nodes.add(node(lexeme, top));
        }
        default -> throw words.unexpected(lexeme, "a template");
      }
    }
  }

  private TemplateNode.Text text(Lexeme lexeme) {
    var start = lexeme.area().start();
    var end = lexeme.area().end();
    var next = words.peek();
    if (trimmed) {
      while (start < end && isSpace(start)) {
        start++;
      }
    }
    if (next.is(Sort.LEFT) && next.trims()) {
      while (end > start && isSpace(end - 1)) {
        end--;
      }
    }
    trimmed = false;
    return new TemplateNode.Text(lexeme.area(), new Area(start, end));
  }

  private boolean isSpace(int offset) {
    return " \t\r\n".indexOf(source.text().charAt(offset)) >= 0;
  }

  private TemplateNode node(Lexeme left, boolean top) {
    var word = words.peekWord();
    if (word.is(Sort.COMMENT)) {
      words.next();
      return new TemplateNode.Comment(left.area().to(close("a comment")));
    }
    if (!word.is(Sort.KEYWORD)) {
      var pipeline = words.pipeline("an action", Sort.RIGHT);
      return new TemplateNode.Action(left.area().to(closed()), pipeline);
    }
    words.next();
    var keyword = words.text(word);
    return switch (keyword) {
      case "if", "with", "range" -> branch(left, keyword);
      case "define" -> {
        if (!top) {
          throw source.failure(
              left.area().start(), "a definition stands in a block", "move it out of the block");
        }
        yield define(left);
      }
      case "block" -> block(left);
      case "template" -> call(left);
      default -> jump(left, keyword);
    };
  }

  /// The delimiter that was read last.
  private Area closed() {
    var right = words.previous();
    trimmed = right.trims();
    return right.area();
  }

  private Area close(String in) {
    words.expect(Sort.RIGHT, in);
    return closed();
  }

  private TemplateNode branch(Lexeme left, String keyword) {
    enter(left);
    var known = words.known();
    loops += keyword.equals("range") ? 1 : 0;
    List<Arm> arms = new ArrayList<>();
    var pipeline = Optional.of(words.pipeline(keyword, Sort.RIGHT));
    var action = left.area().to(closed());
    while (true) {
      var inner = words.known();
      List<TemplateNode> body = new ArrayList<>();
      var stop = list(body, false).orElseThrow(() -> open(left, keyword));
      words.forget(inner);
      arms.add(new Arm(action, pipeline, body));
      if (arms.size() == 1 && keyword.equals("range")) {
        loops--;
      }
      if (stop.keyword().equals("end")) {
        var end = stop.open().to(close("an end"));
        words.forget(known);
        depth--;
        return new TemplateNode.Branch(left.area().to(end), keyword, arms, end);
      }
      if (pipeline.isEmpty()) {
        throw source.failure(stop.open().start(), "an else follows an else", "remove one");
      }
      pipeline = otherwise(keyword);
      action = stop.open().to(closed());
    }
  }

  /// The question of an `else if`; empty for an `else`.
  private Optional<TemplatePipeline> otherwise(String keyword) {
    var word = words.peekWord();
    if (word.is(Sort.KEYWORD) && !keyword.equals("range") && words.text(word).equals(keyword)) {
      words.next();
      return Optional.of(words.pipeline(keyword, Sort.RIGHT));
    }
    words.expect(Sort.RIGHT, "an else");
    return Optional.empty();
  }

  private belay.failure.Failure open(Lexeme left, String keyword) {
    return source.failure(
        left.area().start(), "this \"%s\" has no end".formatted(keyword), "write {{ end }}");
  }

  private void enter(Lexeme left) {
    if (++depth > DEEPEST) {
      throw source.failure(left.area().start(), "more nested than is read", "simplify it");
    }
  }

  private TemplateNode define(Lexeme left) {
    var name = name("a definition");
    var action = left.area().to(close("a definition"));
    var outer = words.begin();
    List<TemplateNode> body = new ArrayList<>();
    var end = body(left, "define", body);
    words.resume(outer);
    return new TemplateNode.Define(left.area().to(end), action, name, body, end);
  }

  private TemplateNode block(Lexeme left) {
    enter(left);
    var name = name("a block");
    var argument = words.pipeline("a block", Sort.RIGHT);
    var action = left.area().to(closed());
    var outer = words.begin();
    List<TemplateNode> body = new ArrayList<>();
    var end = body(left, "block", body);
    words.resume(outer);
    depth--;
    return new TemplateNode.Block(left.area().to(end), action, name, argument, body, end);
  }

  private Area body(Lexeme left, String keyword, List<TemplateNode> body) {
    var outer = loops;
    loops = 0;
    var stop = list(body, false).orElseThrow(() -> open(left, keyword));
    loops = outer;
    if (!stop.keyword().equals("end")) {
      throw source.failure(stop.open().start(), "an else stands in a " + keyword, "remove it");
    }
    return stop.open().to(close("an end"));
  }

  private TemplateNode call(Lexeme left) {
    var name = name("a template call");
    if (words.peekWord().is(Sort.RIGHT)) {
      return new TemplateNode.Call(
          left.area().to(close("a template call")), name, Optional.empty());
    }
    var argument = words.pipeline("a template call", Sort.RIGHT);
    return new TemplateNode.Call(left.area().to(closed()), name, Optional.of(argument));
  }

  private TemplateNode jump(Lexeme left, String keyword) {
    if (loops == 0) {
      throw source.failure(
          left.area().start(), "a %s stands outside of a range".formatted(keyword), "remove it");
    }
    return new TemplateNode.Jump(left.area().to(close("a " + keyword)), keyword);
  }

  private String name(String in) {
    var word = words.nextWord();
    return switch (word.sort()) {
      case STRING -> words.unquoted(word, words.text(word));
      case RAW -> words.text(word).substring(1, words.text(word).length() - 1);
      default -> throw words.unexpected(word, in);
    };
  }
}
