package io.godwit.sql.schema;

import io.godwit.sql.token.Lexer;
import io.godwit.sql.token.Token;
import io.godwit.sql.token.TokenType;
import java.util.Locale;

/**
 * A definition as SQLite keeps it, brought into one form: tokens with a single space between them,
 * words and names in lower case and without quotes, strings as they are. SQLite keeps definitions
 * as they were typed, and rewrites parts of them when something is renamed, so the bytes say
 * little.
 */
final class CanonicalSql {

  private CanonicalSql() {}

  static String of(Lexer lexer, String text) {
    StringBuilder canonical = new StringBuilder();
    for (Token token = lexer.next(); token.type() != TokenType.END; token = lexer.next()) {
      if (token.type() != TokenType.COMMENT) {
        canonical.append(canonical.isEmpty() ? "" : " ").append(canonical(token, text));
      }
    }
    return canonical.toString();
  }

  private static String canonical(Token token, String text) {
    String written = token.in(text);
    return switch (token.type()) {
      case WORD, NUMBER, PARAMETER -> written.toLowerCase(Locale.ROOT);
      case QUOTED_NAME -> unquoted(written).toLowerCase(Locale.ROOT);
      default -> written;
    };
  }

  private static String unquoted(String quoted) {
    String inner = quoted.substring(1, quoted.length() - 1);
    return switch (quoted.charAt(0)) {
      case '"' -> inner.replace("\"\"", "\"");
      case '`' -> inner.replace("``", "`");
      default -> inner;
    };
  }
}
