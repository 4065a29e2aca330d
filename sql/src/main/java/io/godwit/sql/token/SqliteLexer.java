package io.godwit.sql.token;

/**
 * SQLite's lexical rules ({@code tokenize.c} and {@code complete.c}).
 *
 * <p>Block comments do not nest, backslashes mean nothing, names are quoted by double quotes, back
 * quotes or brackets, a dollar sign belongs to a name, a byte-order mark is white space wherever a
 * token could begin, and a variable may end in {@code (…)}, as Tcl's do.
 */
final class SqliteLexer extends Lexer {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  SqliteLexer(String text) {
    super(text);
  }

  @Override
  public Token next() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    if (at >= text.length()) {
      return token(TokenType.END, text.length(), text.length());
    }
    int start = at;
    char c = text.charAt(start);
    return switch (c) {
      case '-' -> peek(start + 1) == '-' ? lineComment(start) : symbol(start);
      case '/' -> peek(start + 1) == '*' ? blockComment(start) : symbol(start);
      case '\'' -> quoted(TokenType.STRING, start, start + 1, c);
      case '"', '`' -> quoted(TokenType.QUOTED_NAME, start, start + 1, c);
      case '[' -> bracketed(start);
      case '?', ':', '@', '#' -> parameter(start);
      default -> wordOrNumber(start, c);
    };
  }

  private Token wordOrNumber(int start, char c) {
    if ((c == 'x' || c == 'X') && peek(start + 1) == '\'') {
      return quoted(TokenType.STRING, start, start + 2, '\'');
    }
    if (isDigit(c) || (c == '.' && isDigit(peek(start + 1)))) {
      return token(TokenType.NUMBER, start, afterNumber(start));
    }
    if (c == '$') {
      return parameter(start);
    }
    return isNamePart(c) ? token(TokenType.WORD, start, afterName(start)) : symbol(start);
  }

  private Token symbol(int start) {
    return token(TokenType.SYMBOL, start, start + 1);
  }

  private Token lineComment(int start) {
    int end = text.indexOf('\n', start);
    return token(TokenType.COMMENT, start, end < 0 ? text.length() : end);
  }

  private Token blockComment(int start) {
    int end = text.indexOf("*/", start + 2);
    return end < 0 ? open(TokenType.OPEN_COMMENT, start) : token(TokenType.COMMENT, start, end + 2);
  }

  private Token quoted(TokenType type, int start, int from, char quote) {
    int end = afterQuote(from, quote);
    return end < 0 ? open(TokenType.OPEN_QUOTE, start) : token(type, start, end);
  }

  private Token bracketed(int start) {
    int end = text.indexOf(']', start);
    return end < 0
        ? open(TokenType.OPEN_QUOTE, start)
        : token(TokenType.QUOTED_NAME, start, end + 1);
  }

  private Token parameter(int start) {
    boolean named = text.charAt(start) != '?';
    int end = afterName(start + 1);
    while (named && text.startsWith("::", end)) {
      end = afterName(end + 2);
    }
    if (end == start + 1) {
      return symbol(start);
    }
    return token(TokenType.PARAMETER, start, named && peek(end) == '(' ? afterIndex(end) : end);
  }

  /** The index after a variable's {@code (…)}, which ends at white space at the latest. */
  private int afterIndex(int parenthesis) {
    int end = parenthesis + 1;
    while (end < text.length() && text.charAt(end) != ')' && !isSpace(text.charAt(end))) {
      end++;
    }
    return peek(end) == ')' ? end + 1 : parenthesis;
  }

  private int afterNumber(int start) {
    int end = start;
    while (isNamePart(peek(end)) || peek(end) == '.' || isExponentSign(end)) {
      end++;
    }
    return end;
  }

  private boolean isExponentSign(int index) {
    char sign = peek(index);
    char before = index == 0 ? '\0' : text.charAt(index - 1);
    return (sign == '+' || sign == '-')
        && (before == 'e' || before == 'E')
        && isDigit(peek(index + 1));
  }

  private int afterName(int start) {
    int end = start;
    while (isNamePart(peek(end))) {
      end++;
    }
    return end;
  }

  private static boolean isNamePart(char c) {
    return isAsciiLetter(c) || isDigit(c) || c == '_' || c == '$' || c >= 0x80;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == BYTE_ORDER_MARK;
  }
}
