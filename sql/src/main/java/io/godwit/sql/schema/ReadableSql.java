package io.godwit.sql.schema;

import io.godwit.sql.Dialect;
import io.godwit.sql.token.Lexer;
import io.godwit.sql.token.Token;
import io.godwit.sql.token.TokenType;

/**
 * A canonical definition of SQLite on several lines, so that a comparison line by line shows which
 * column differs: each element in the first parentheses on a line of its own.
 */
final class ReadableSql {

  private ReadableSql() {}

  static String of(String definition) {
    int end = definition.indexOf('\n');
    String sql = end < 0 ? definition : definition.substring(0, end);
    return columns(lines(sql), end < 0 ? "" : definition.substring(end + 1));
  }

  private static String lines(String sql) {
    StringBuilder lines = new StringBuilder();
    Lexer lexer = Lexer.of(Dialect.SQLITE, sql);
    int depth = 0;
    boolean first = true;
    int written = 0;
    for (Token token = lexer.next(); token.type() != TokenType.END; token = lexer.next()) {
      boolean opens = token.isSymbol(sql, '(');
      boolean closes = token.isSymbol(sql, ')');
      depth += opens ? 1 : 0;
      boolean breaks = first && depth == 1 && (opens || token.isSymbol(sql, ','));
      if (first && closes && depth == 1) {
        lines.append(sql, written, token.start()).append('\n');
        written = token.start();
        first = false;
      } else if (breaks) {
        lines.append(sql, written, token.end()).append("\n ");
        written = token.end();
      }
      depth -= closes ? 1 : 0;
    }
    return lines.append(sql.substring(written)).toString();
  }

  /** The names as readers see them say something only where the definition has them otherwise. */
  private static String columns(String lines, String names) {
    return names.chars().noneMatch(Character::isUpperCase)
        ? lines
        : lines + "\ncolumns " + names.replace("\n", ", ");
  }
}
