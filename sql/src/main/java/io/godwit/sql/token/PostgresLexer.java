package io.godwit.sql.token;

import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's lexical rules ({@code scan.l} and {@code psqlscan.l}).
 *
 * <p>What others trip over: block comments nest; {@code E''} strings know backslashes, also in the
 * parts that continue on a later line; a dollar quote cannot begin inside a name, so {@code a$b$}
 * is a name; {@code $1} is a parameter; a comment may begin inside a run of operator characters.
 */
final class PostgresLexer extends Lexer {

  private boolean standardStrings = true;

  PostgresLexer(String text) {
    super(text);
  }

  @Override
  public void standardStrings(boolean on) {
    standardStrings = on;
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
      case '\'' -> string(start, start + 1);
      case '"' -> quotedName(start, start + 1);
      case '$' -> dollar(start);
      default -> wordOrNumber(start, c);
    };
  }

  private Token wordOrNumber(int start, char c) {
    if (isNameStart(c)) {
      Token prefixed = prefixed(start, c);
      return prefixed != null ? prefixed : token(TokenType.WORD, start, afterName(start));
    }
    if (isDigit(c)) {
      int end = start;
      while (isDigit(peek(end))) {
        end++;
      }
      // 1a is one (bad) token in the server too: no string or dollar quote begins inside it.
      return token(TokenType.NUMBER, start, isNameStart(peek(end)) ? afterName(end) : end);
    }
    return symbol(start);
  }

  private @Nullable Token prefixed(int start, char c) {
    char next = peek(start + 1);
    if (next == '\'') {
      return switch (c) {
        case 'e', 'E' -> escapeString(start, start + 2);
        case 'n', 'N' -> string(start, start + 2);
        case 'b', 'B', 'x', 'X' -> plainString(start, start + 2);
        default -> null;
      };
    }
    if ((c == 'u' || c == 'U') && next == '&') {
      char quote = peek(start + 2);
      return quote == '\''
          ? plainString(start, start + 3)
          : quote == '"' ? quotedName(start, start + 3) : null;
    }
    return null;
  }

  private Token symbol(int start) {
    return token(TokenType.SYMBOL, start, start + 1);
  }

  private Token lineComment(int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return token(TokenType.COMMENT, start, end);
  }

  private Token blockComment(int start) {
    int depth = 1;
    int i = start + 2;
    while (i < text.length()) {
      if (text.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else if (text.startsWith("*/", i)) {
        depth--;
        i += 2;
        if (depth == 0) {
          return token(TokenType.COMMENT, start, i);
        }
      } else {
        i++;
      }
    }
    return open(TokenType.OPEN_COMMENT, start);
  }

  private Token quotedName(int start, int from) {
    int end = afterQuote(from, '"');
    return end < 0 ? open(TokenType.OPEN_QUOTE, start) : token(TokenType.QUOTED_NAME, start, end);
  }

  private Token string(int start, int from) {
    return standardStrings ? plainString(start, from) : escapeString(start, from);
  }

  /** Parts that continue on a later line are separate tokens here: it makes no difference. */
  private Token plainString(int start, int from) {
    int end = afterQuote(from, '\'');
    return end < 0 ? open(TokenType.OPEN_QUOTE, start) : token(TokenType.STRING, start, end);
  }

  private Token escapeString(int start, int from) {
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\\') {
        i += 2;
      } else if (c != '\'') {
        i++;
      } else if (peek(i + 1) == '\'') {
        i += 2;
      } else {
        int continued = continuation(i + 1);
        if (continued < 0) {
          return token(TokenType.STRING, start, i + 1);
        }
        i = continued;
      }
    }
    return open(TokenType.OPEN_QUOTE, start);
  }

  /**
   * The index after the opening quote of a part that continues the string: white space with at
   * least one line end, in which line comments may stand, then a quote. -1 if the string ends here.
   */
  private int continuation(int from) {
    boolean line = false;
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\'') {
        return line ? i + 1 : -1;
      }
      if (c == '-' && peek(i + 1) == '-') {
        int after = i;
        while (after < text.length() && peek(after) != '\n' && peek(after) != '\r') {
          after++;
        }
        i = after;
      } else if (isSpace(c)) {
        line |= c == '\n' || c == '\r';
        i++;
      } else {
        return -1;
      }
    }
    return -1;
  }

  private Token dollar(int start) {
    int end = start + 1;
    if (isDigit(peek(end))) {
      while (isDigit(peek(end))) {
        end++;
      }
      return token(TokenType.PARAMETER, start, isNameStart(peek(end)) ? afterName(end) : end);
    }
    if (isNameStart(peek(end))) {
      while (isNameStart(peek(end)) || isDigit(peek(end))) {
        end++;
      }
    }
    if (peek(end) != '$') {
      return symbol(start);
    }
    String tag = text.substring(start, end + 1);
    int close = text.indexOf(tag, end + 1);
    return close < 0
        ? open(TokenType.OPEN_QUOTE, start)
        : token(TokenType.STRING, start, close + tag.length());
  }

  private int afterName(int start) {
    int end = start;
    while (isNameStart(peek(end)) || isDigit(peek(end)) || peek(end) == '$') {
      end++;
    }
    return end;
  }

  private static boolean isNameStart(char c) {
    return isAsciiLetter(c) || c == '_' || c >= 0x80;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
