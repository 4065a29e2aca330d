package io.godwit.sql.token;

import io.godwit.sql.Dialect;

/**
 * Cuts SQL text into tokens, one at a time, leaving white space out. It never fails: what has no
 * end is given back as an open quote or an open comment, and what the database would refuse is its
 * to refuse.
 */
public abstract sealed class Lexer permits PostgresLexer, SqliteLexer {

  final String text;
  int at;

  Lexer(String text) {
    this.text = text;
  }

  /** A lexer for the dialect, at the beginning of the text. */
  public static Lexer of(Dialect dialect, String text) {
    return switch (dialect) {
      case POSTGRESQL -> new PostgresLexer(text);
      case SQLITE -> new SqliteLexer(text);
    };
  }

  /**
   * The next token; at the end of the text one of type {@code END}, however often it is asked for.
   */
  public abstract Token next();

  /** Where the next token is looked for. */
  public int position() {
    return at;
  }

  /** Continues at another place in the text. */
  public void jump(int position) {
    at = position;
  }

  /**
   * PostgreSQL's {@code standard_conforming_strings}, on unless a script says otherwise: if off, a
   * backslash escapes what follows it also in {@code '…'}. SQLite has no such thing.
   */
  public void standardStrings(boolean on) {}

  Token token(TokenType type, int start, int end) {
    at = end;
    return new Token(type, start, end);
  }

  Token open(TokenType type, int start) {
    return token(type, start, text.length());
  }

  /** The character at an index, or NUL after the end. */
  char peek(int index) {
    return index < text.length() ? text.charAt(index) : '\0';
  }

  /**
   * The index after the quote that closes, where a doubled quote stands for itself; -1 if there is
   * none.
   *
   * @param from the index after the opening quote
   */
  int afterQuote(int from, char quote) {
    int i = text.indexOf(quote, from);
    while (i >= 0 && peek(i + 1) == quote) {
      i = text.indexOf(quote, i + 2);
    }
    return i < 0 ? -1 : i + 1;
  }

  static boolean isAsciiLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
