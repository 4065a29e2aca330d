package io.godwit.data.sql;

import io.godwit.sql.Dialect;
import io.godwit.sql.token.Lexer;
import io.godwit.sql.token.Token;
import io.godwit.sql.token.TokenType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A table that is there, with the columns that can be written.
 *
 * @param schema its schema
 * @param name its name
 * @param columns its columns in order, generated ones left out
 * @param key the columns of its primary key; none if it has none
 */
public record TableShape(String schema, String name, List<String> columns, List<String> key) {

  static final TableShape MISSING = new TableShape("", "", List.of(), List.of());

  private static final String POSTGRES_TABLE =
      "select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
          + " where c.oid = to_regclass(?) and c.relkind in ('r', 'p')";
  private static final String SQLITE_TABLE =
      "select schema, name from pragma_table_list where schema in ('main', 'temp') and type ="
          + " 'table' and name = ? collate nocase order by schema = 'main' limit 1";
  private static final String POSTGRES_COLUMNS =
      "select a.attname from pg_attribute a where a.attrelid = to_regclass(quote_ident(?) || '.' ||"
          + " quote_ident(?)) and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''"
          + " order by a.attnum";
  private static final String SQLITE_COLUMNS =
      "select name from pragma_table_xinfo where schema = ? and arg = ? and hidden = 0 order by cid";
  private static final String POSTGRES_KEY =
      "select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum"
          + " = any(i.indkey) where i.indisprimary and i.indrelid = to_regclass(quote_ident(?) ||"
          + " '.' || quote_ident(?)) order by array_position(i.indkey::int2[], a.attnum)";
  private static final String SQLITE_KEY =
      "select name from pragma_table_info where schema = ? and arg = ? and pk > 0 order by pk";

  /** Copies the lists. */
  public TableShape {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /** The table of a name as it is written in a script, or null if it is not there. */
  public static @Nullable TableShape find(Dialect dialect, Connection connection, String written)
      throws SQLException {
    boolean postgres = dialect == Dialect.POSTGRESQL;
    try (PreparedStatement query =
        connection.prepareStatement(postgres ? POSTGRES_TABLE : SQLITE_TABLE)) {
      query.setString(1, postgres ? folded(written) : lastPart(written));
      try (ResultSet rows = query.executeQuery()) {
        if (!rows.next()) {
          return null;
        }
        String schema = rows.getString(1);
        String name = rows.getString(2);
        return new TableShape(
            schema,
            name,
            columns(dialect, connection, schema, name),
            ask(connection, postgres ? POSTGRES_KEY : SQLITE_KEY, schema, name));
      }
    }
  }

  static List<String> columns(Dialect dialect, Connection connection, String schema, String name)
      throws SQLException {
    return ask(
        connection,
        dialect == Dialect.POSTGRESQL ? POSTGRES_COLUMNS : SQLITE_COLUMNS,
        schema,
        name);
  }

  private static List<String> ask(Connection connection, String question, String a, String b)
      throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(question)) {
      query.setString(1, a);
      query.setString(2, b);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }

  /** The columns that a script names, as the catalog has them. */
  public List<String> named(List<String> written) {
    List<String> names = new ArrayList<>();
    for (String word : written) {
      String name = unquoted(word);
      columns.stream().filter(column -> column.equalsIgnoreCase(name)).forEach(names::add);
    }
    return names;
  }

  /** Its name in SQL. */
  public String sql(Dialect dialect) {
    return dialect.quote(schema) + "." + dialect.quote(name);
  }

  /** Words that came in upper case are folded as the server folds them; quoted parts stay. */
  private static String folded(String written) {
    StringBuilder name = new StringBuilder();
    Lexer lexer = Lexer.of(Dialect.POSTGRESQL, written);
    for (Token token = lexer.next(); token.type() != TokenType.END; token = lexer.next()) {
      String part = token.in(written);
      name.append(token.type() == TokenType.WORD ? part.toLowerCase(Locale.ROOT) : part);
    }
    return name.toString();
  }

  private static String lastPart(String written) {
    String last = "";
    Lexer lexer = Lexer.of(Dialect.SQLITE, written);
    for (Token token = lexer.next(); token.type() != TokenType.END; token = lexer.next()) {
      last = token.in(written);
    }
    return unquoted(last);
  }

  private static String unquoted(String written) {
    char first = written.isEmpty() ? ' ' : written.charAt(0);
    if (first == '"' || first == '`' || first == '[') {
      String inner = written.substring(1, written.length() - 1);
      return inner.replace("" + first + first, "" + first);
    }
    return written;
  }
}
