package io.godwit.sql.schema;

import io.godwit.sql.token.Lexer;
import io.godwit.sql.token.Token;
import io.godwit.sql.token.TokenType;
import java.util.Locale;
import java.util.Set;

/**
 * A definition as SQLite keeps it, brought into one form: tokens with a single space between them,
 * keywords in lower case, names without their quotes. SQLite keeps definitions as they were typed,
 * and rewrites parts of them when something is renamed, so the bytes say little.
 */
final class CanonicalSql {

  private static final Set<String> KEYWORDS =
      Set.of(
          ("abort action add after all alter always analyze and as asc attach autoincrement before"
                  + " begin between by cascade case cast check collate column commit conflict"
                  + " constraint create cross current current_date current_time current_timestamp"
                  + " database default deferrable deferred delete desc detach distinct do drop each"
                  + " else end escape except exclude exclusive exists explain fail filter first"
                  + " following for foreign from full generated glob group groups having if ignore"
                  + " immediate in index indexed initially inner insert instead intersect into is"
                  + " isnull join key last left like limit match materialized natural no not nothing"
                  + " notnull null nulls of offset on or order others outer over partition plan"
                  + " pragma preceding primary query raise range recursive references regexp"
                  + " reindex release rename replace restrict returning right rollback row rows"
                  + " savepoint select set table temp temporary then ties to transaction trigger"
                  + " unbounded union unique update using vacuum values view virtual when where"
                  + " window with without")
              .split(" ", -1));

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
      case WORD -> name(written);
      case QUOTED_NAME -> name(unquoted(written));
      case NUMBER, PARAMETER -> written.toLowerCase(Locale.ROOT);
      default -> written;
    };
  }

  private static String name(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return KEYWORDS.contains(lower) ? lower : name;
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
