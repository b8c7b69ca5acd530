package belay.gotemplate;

import belay.gotemplate.Lexeme.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Cuts a template into its words, by the rules of Go's `text/template`.
final class TemplateLexer {
  private static final Set<String> KEYWORDS =
      Set.of(
          "block", "break", "continue", "define", "else", "end", "if", "range", "template", "with");
  private static final String DIGITS = "0123456789_";

  private final TemplateText source;
  private final String text;
  private final List<Lexeme> lexemes = new ArrayList<>();
  private int start;
  private int at;
  private int depth;

  private TemplateLexer(TemplateText source) {
    this.source = source;
    this.text = source.text();
  }

  /// The words, of which the last is the end.
  static List<Lexeme> read(TemplateText source) {
    var lexer = new TemplateLexer(source);
    lexer.all();
    return lexer.lexemes;
  }

  private void all() {
    while (at < text.length()) {
      var open = text.indexOf("{{", at);
      at = open < 0 ? text.length() : open;
      emit(Sort.TEXT);
      if (open >= 0) {
        opened();
      }
    }
    lexemes.add(new Lexeme(Sort.END, new Area(at, at), false));
  }

  private void opened() {
    var trims = at + 3 < text.length() && text.charAt(at + 2) == '-' && isSpace(at + 3);
    // Behind a marker stands a space, which is the marker's.
    var behind = at + (trims ? 4 : 2);
    if (text.startsWith("/*", behind)) {
      comment(behind, trims);
      return;
    }
    at = behind;
    lexemes.add(new Lexeme(Sort.LEFT, new Area(start, at), trims));
    start = at;
    depth = 0;
    while (!closed()) {
      word();
    }
  }

  private void comment(int behind, boolean trims) {
    var end = text.indexOf("*/", behind + 2);
    if (end < 0) {
      throw source.failure(start, "this comment is never closed", "end it with */}}");
    }
    at = end + 2;
    var trimsRight = trimsRight();
    if (!trimsRight && !text.startsWith("}}", at)) {
      throw source.failure(
          start, "something follows this comment between its braces", "end it with */}}");
    }
    var left = new Lexeme(Sort.LEFT, new Area(start, behind), trims);
    var body = new Lexeme(Sort.COMMENT, new Area(behind, at), false);
    lexemes.add(left);
    lexemes.add(body);
    start = at;
    at += trimsRight ? 4 : 2;
    lexemes.add(new Lexeme(Sort.RIGHT, new Area(start, at), trimsRight));
    start = at;
  }

  private boolean trimsRight() {
    return at < text.length() && isSpace(at) && text.startsWith("-}}", at + 1);
  }

  private boolean closed() {
    var trims = trimsRight();
    if (!trims && !text.startsWith("}}", at)) {
      return false;
    }
    if (depth > 0) {
      throw source.failure(at, "a parenthesis is not closed", "close it with )");
    }
    at += trims ? 4 : 2;
    lexemes.add(new Lexeme(Sort.RIGHT, new Area(start, at), trims));
    start = at;
    return true;
  }

  private void word() {
    if (at >= text.length()) {
      throw source.failure(lastLeft(), "this action is never closed", "end it with }}");
    }
    var c = text.charAt(at);
    switch (c) {
      case ' ', '\t', '\r', '\n' -> space();
      case '=' -> single(Sort.ASSIGN);
      case ':' -> declare();
      case '|' -> single(Sort.PIPE);
      case ',' -> single(Sort.COMMA);
      case '(' -> {
        depth++;
        single(Sort.OPEN);
      }
      case ')' -> {
        if (--depth < 0) {
          throw source.failure(at, "nothing is open that this ) closes", "remove it");
        }
        single(Sort.CLOSE);
      }
      case '"' -> quoted('"', Sort.STRING);
      case '\'' -> quoted('\'', Sort.CHAR);
      case '`' -> raw();
      case '$' -> name(Sort.VARIABLE);
      case '.' -> {
        if (at + 1 < text.length() && !isDigit(at + 1)) {
          name(Sort.FIELD);
        } else {
          number();
        }
      }
      case '+', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> identifier();
    }
  }

  private int lastLeft() {
    return lexemes.reversed().stream()
        .filter(lexeme -> lexeme.is(Sort.LEFT))
        .findFirst()
        .map(lexeme -> lexeme.area().start())
        .orElse(0);
  }

  private void space() {
    while (at < text.length() && isSpace(at) && !trimsRight()) {
      at++;
    }
    emit(Sort.SPACE);
  }

  private void single(Sort sort) {
    at++;
    emit(sort);
  }

  private void declare() {
    if (!text.startsWith(":=", at)) {
      throw source.failure(at, "a colon stands here without =", "write := or nothing");
    }
    at += 2;
    emit(Sort.DECLARE);
  }

  private void quoted(char quote, Sort sort) {
    at++;
    while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
      at +=
          text.charAt(at) == '\\' && at + 1 < text.length() && text.charAt(at + 1) != '\n' ? 2 : 1;
    }
    if (at >= text.length() || text.charAt(at) != quote) {
      throw source.failure(start, "this text is never closed", "end it with " + quote);
    }
    at++;
    emit(sort);
  }

  private void raw() {
    at = text.indexOf('`', at + 1) + 1;
    if (at == 0) {
      throw source.failure(start, "this text is never closed", "end it with `");
    }
    emit(Sort.RAW);
  }

  private void name(Sort sort) {
    at++;
    if (sort == Sort.FIELD && isTerminator()) {
      emit(Sort.DOT);
      return;
    }
    alphanumeric();
    requireTerminator();
    emit(sort);
  }

  private void identifier() {
    alphanumeric();
    if (at == start) {
      throw source.failure(
          at,
          "the character \"%s\" means nothing here"
              .formatted(Character.toString(text.codePointAt(at))),
          "remove it");
    }
    requireTerminator();
    var word = text.substring(start, at);
    emit(
        switch (word) {
          case "true", "false" -> Sort.BOOL;
          case "nil" -> Sort.NIL;
          default -> KEYWORDS.contains(word) ? Sort.KEYWORD : Sort.IDENTIFIER;
        });
  }

  private void number() {
    if (text.charAt(at) == '+' || text.charAt(at) == '-') {
      at++;
    }
    scanNumber();
    if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
      at++;
      scanNumber();
    }
    if (at == start || (at < text.length() && isAlphanumeric(text.codePointAt(at)))) {
      throw source.failure(start, "this is no number", "correct it");
    }
    emit(Sort.NUMBER);
  }

  private void scanNumber() {
    var digits = DIGITS;
    if (accept("0")) {
      if (accept("xX")) {
        digits = "0123456789abcdefABCDEF_";
      } else if (accept("oO")) {
        digits = "01234567_";
      } else if (accept("bB")) {
        digits = "01_";
      }
    }
    run(digits);
    if (accept(".")) {
      run(digits);
    }
    if (digits.equals(DIGITS) && accept("eE")) {
      accept("+-");
      run(DIGITS);
    } else if (digits.length() == 23 && accept("pP")) {
      accept("+-");
      run(DIGITS);
    }
    accept("i");
  }

  private boolean accept(String any) {
    if (at < text.length() && any.indexOf(text.charAt(at)) >= 0) {
      at++;
      return true;
    }
    return false;
  }

  private void run(String any) {
    while (accept(any)) {
      // on to the next
    }
  }

  private void alphanumeric() {
    while (at < text.length() && isAlphanumeric(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
  }

  private void requireTerminator() {
    if (!isTerminator()) {
      throw source.failure(
          at,
          "the character \"%s\" cannot follow \"%s\""
              .formatted(Character.toString(text.codePointAt(at)), text.substring(start, at)),
          "put a space between");
    }
  }

  private boolean isTerminator() {
    return at >= text.length()
        || isSpace(at)
        || ".,|:)(".indexOf(text.charAt(at)) >= 0
        || text.startsWith("}}", at);
  }

  private static boolean isAlphanumeric(int point) {
    return point == '_' || Character.isLetter(point) || Character.isDigit(point);
  }

  private boolean isDigit(int offset) {
    return text.charAt(offset) >= '0' && text.charAt(offset) <= '9';
  }

  private boolean isSpace(int offset) {
    return " \t\r\n".indexOf(text.charAt(offset)) >= 0;
  }

  private void emit(Sort sort) {
    if (at > start) {
      lexemes.add(new Lexeme(sort, new Area(start, at), false));
      start = at;
    }
  }
}
