package belay.gotemplate;

/// A word of a template. Those of a text follow each other without gaps.
///
/// @param trims of a delimiter, whether it takes the white space before or behind it away
record Lexeme(Sort sort, Area area, boolean trims) {
  /// What kinds of words there are.
  enum Sort {
    TEXT,
    COMMENT,
    LEFT,
    RIGHT,
    SPACE,
    FIELD,
    DOT,
    VARIABLE,
    IDENTIFIER,
    KEYWORD,
    NIL,
    BOOL,
    NUMBER,
    CHAR,
    STRING,
    RAW,
    OPEN,
    CLOSE,
    PIPE,
    COMMA,
    DECLARE,
    ASSIGN,
    END
  }

  boolean is(Sort wanted) {
    return sort == wanted;
  }
}
