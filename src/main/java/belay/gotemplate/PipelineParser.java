package belay.gotemplate;

import belay.gotemplate.Lexeme.Sort;
import belay.gotemplate.TemplateExpression.Field;
import belay.gotemplate.TemplateExpression.Group;
import belay.gotemplate.TemplateExpression.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what stands between the braces.
final class PipelineParser {
  private static final int DEEPEST = 200;

  private final TemplateText source;
  private final List<Lexeme> lexemes;

  /// The variables that are known, the innermost last.
  private final List<String> variables = new ArrayList<>(List.of(""));

  private int at;
  private int depth;

  PipelineParser(TemplateText source) {
    this.source = source;
    this.lexemes = TemplateLexer.read(source);
  }

  int known() {
    return variables.size();
  }

  void forget(int known) {
    variables.subList(known, variables.size()).clear();
  }

  /// A definition knows no variables of what stands around it.
  List<String> begin() {
    var outer = List.copyOf(variables);
    forget(1);
    return outer;
  }

  void resume(List<String> outer) {
    variables.clear();
    variables.addAll(outer);
  }

  Lexeme peek() {
    return lexemes.get(at);
  }

  Lexeme next() {
    var lexeme = lexemes.get(at);
    at = Math.min(at + 1, lexemes.size() - 1);
    return lexeme;
  }

  /// The word that was read last.
  Lexeme previous() {
    return lexemes.get(at - 1);
  }

  Lexeme peekWord() {
    while (peek().is(Sort.SPACE)) {
      next();
    }
    return peek();
  }

  Lexeme nextWord() {
    peekWord();
    return next();
  }

  Lexeme expect(Sort sort, String in) {
    var word = nextWord();
    if (!word.is(sort)) {
      throw unexpected(word, in);
    }
    return word;
  }

  String text(Lexeme lexeme) {
    return lexeme.area().of(source.text());
  }

  belay.failure.Failure unexpected(Lexeme word, String in) {
    var what = word.is(Sort.END) ? "the end" : "\"" + text(word) + "\"";
    return source.failure(
        word.area().start(), "%s is not expected in %s".formatted(what, in), "correct it");
  }

  /// A pipeline up to the delimiter or parenthesis that ends it, which is read, too.
  ///
  /// @param in what it is part of, for messages
  TemplatePipeline pipeline(String in, Sort end) {
    if (++depth > DEEPEST) {
      throw source.failure(peek().area().start(), "more nested than is read", "simplify it");
    }
    var begin = peekWord().area().start();
    List<Variable> declared = new ArrayList<>();
    var sets = declarations(in, declared);
    List<TemplateCommand> commands = new ArrayList<>();
    var last = begin;
    while (true) {
      var word = peekWord();
      if (word.is(end)) {
        next();
        break;
      }
      commands.add(command(in));
      last = commands.getLast().area().end();
    }
    check(begin, commands, in);
    depth--;
    return new TemplatePipeline(new Area(begin, last), declared, sets, commands);
  }

  private void check(int begin, List<TemplateCommand> commands, String in) {
    if (commands.isEmpty()) {
      throw source.failure(begin, "a value is missing in " + in, "write one");
    }
    for (var command : commands.subList(1, commands.size())) {
      switch (command.words().getFirst()) {
        case TemplateExpression.Bool _,
            TemplateExpression.Dot _,
            TemplateExpression.Nil _,
            TemplateExpression.Numeric _,
            TemplateExpression.Letter _,
            TemplateExpression.Quoted _ ->
            throw source.failure(
                command.area().start(),
                "what stands behind a | must be a function",
                "put the value before it");
        case TemplateExpression.Name _,
            TemplateExpression.Fields _,
            TemplateExpression.Variable _,
            Group _ -> {}
      }
    }
  }

  private boolean declarations(String in, List<Variable> declared) {
    while (peekWord().is(Sort.VARIABLE)) {
      var from = at;
      var word = next();
      var then = peekWord();
      if (then.is(Sort.ASSIGN) || then.is(Sort.DECLARE)) {
        next();
        declare(word, declared);
        return then.is(Sort.ASSIGN);
      }
      if (!then.is(Sort.COMMA)) {
        at = from;
        return false;
      }
      next();
      declare(word, declared);
      if (!in.equals("range") || declared.size() > 1 || !peekWord().is(Sort.VARIABLE)) {
        throw source.failure(
            then.area().start(), "more variables than %s can have".formatted(in), "name fewer");
      }
    }
    return false;
  }

  private void declare(Lexeme word, List<Variable> declared) {
    var name = text(word).substring(1);
    declared.add(new Variable(word.area(), name, List.of()));
    variables.add(name);
  }

  private TemplateCommand command(String in) {
    List<TemplateExpression> words = new ArrayList<>();
    while (true) {
      peekWord();
      operand().ifPresent(words::add);
      var word = peek();
      if (word.is(Sort.SPACE)) {
        next();
        continue;
      }
      if (word.is(Sort.PIPE)) {
        next();
      } else if (!word.is(Sort.RIGHT) && !word.is(Sort.CLOSE)) {
        throw unexpected(word, in);
      }
      break;
    }
    if (words.isEmpty()) {
      throw source.failure(peek().area().start(), "a command is empty", "write one");
    }
    return new TemplateCommand(words.getFirst().area().to(words.getLast().area()), words);
  }

  private Optional<TemplateExpression> operand() {
    var word = peek();
    var term = term(word);
    if (term.isEmpty()) {
      return term;
    }
    List<Field> fields = new ArrayList<>();
    while (peek().is(Sort.FIELD)) {
      var field = next();
      fields.add(new Field(field.area(), text(field).substring(1)));
    }
    if (fields.isEmpty()) {
      return term;
    }
    var area = term.get().area().to(fields.getLast().area());
    return Optional.of(
        switch (term.get()) {
          case TemplateExpression.Fields(var _, var own) -> {
            var all = new ArrayList<>(own);
            all.addAll(fields);
            yield new TemplateExpression.Fields(area, all);
          }
          case Variable(var _, var name, var _) -> new Variable(area, name, fields);
          case Group(var _, var pipeline, var _) -> new Group(area, pipeline, fields);
          case TemplateExpression.Name(var place, var name) ->
              // A function without arguments, and a field of what it gives.
              new Group(
                  area,
                  new TemplatePipeline(
                      place,
                      List.of(),
                      false,
                      List.of(
                          new TemplateCommand(
                              place, List.of(new TemplateExpression.Name(place, name))))),
                  fields);
          case TemplateExpression other ->
              throw source.failure(
                  fields.getFirst().area().start(),
                  "\"%s\" has no fields".formatted(other.area().of(source.text())),
                  "put it into parentheses");
        });
  }

  private Optional<TemplateExpression> term(Lexeme word) {
    var area = word.area();
    var text = text(word);
    Optional<TemplateExpression> term =
        switch (word.sort()) {
          case IDENTIFIER -> Optional.of(new TemplateExpression.Name(area, text));
          case DOT -> Optional.of(new TemplateExpression.Dot(area));
          case NIL -> Optional.of(new TemplateExpression.Nil(area));
          case BOOL -> Optional.of(new TemplateExpression.Bool(area, text.equals("true")));
          case NUMBER -> Optional.of(new TemplateExpression.Numeric(area, text));
          case CHAR -> Optional.of(new TemplateExpression.Letter(area, text));
          case STRING ->
              Optional.of(new TemplateExpression.Quoted(area, unquoted(word, text), false));
          case RAW ->
              Optional.of(
                  new TemplateExpression.Quoted(
                      area, text.substring(1, text.length() - 1).replace("\r", ""), true));
          case VARIABLE -> Optional.of(variable(word, text.substring(1)));
          case FIELD ->
              Optional.of(
                  new TemplateExpression.Fields(area, List.of(new Field(area, text.substring(1)))));
          case OPEN -> Optional.of(group(word));
          default -> Optional.empty();
        };
    if (term.isPresent() && !word.is(Sort.OPEN)) {
      next();
    }
    return term;
  }

  private Group group(Lexeme open) {
    next();
    var pipeline = pipeline("parentheses", Sort.CLOSE);
    return new Group(open.area().to(lexemes.get(at - 1).area()), pipeline, List.of());
  }

  private Variable variable(Lexeme word, String name) {
    if (!variables.contains(name)) {
      throw source.failure(
          word.area().start(),
          "the variable \"$%s\" is not known here".formatted(name),
          "declare it before, with :=");
    }
    return new Variable(word.area(), name, List.of());
  }

  String unquoted(Lexeme word, String quoted) {
    return Escapes.resolve(quoted.substring(1, quoted.length() - 1))
        .orElseThrow(() ->
            source.failure(
                word.area().start(), "an escape of this text is unknown to Go", "correct it"));
  }
}
