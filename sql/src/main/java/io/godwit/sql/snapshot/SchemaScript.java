package io.godwit.sql.snapshot;

import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import io.godwit.sql.schema.Contents;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The schema of a database as a script for {@code psql} or {@code sqlite3}: no rows, no owners, no
 * grants, nothing that differs between two servers that have the same schema.
 */
final class SchemaScript {

  /** From here on the parts are about roles and publications, and what is in views. */
  private static final int CONTENT = 16;

  private static final int ROLES = 21;

  private SchemaScript() {}

  static String of(Database database, String scope) throws SQLException {
    try (Connection connection = database.reader();
        Statement statement = connection.createStatement()) {
      return database.dialect() == Dialect.SQLITE
          ? sqlite(statement, scope)
          : postgres(database, statement, scope);
    }
  }

  private static String postgres(Database database, Statement statement, String scope)
      throws SQLException {
    statement.execute("begin isolation level repeatable read, read only");
    Contents.sameForms(statement);
    List<String> all = new ArrayList<>();
    all.add("set check_function_bodies = off");
    all.add("set search_path = ''");
    for (Part part :
        PostgresCapture.parts(statement.getConnection(), database, new PostgresParts(scope))) {
      boolean shared = part.mode() == Part.Mode.DO && part.phase() < ROLES;
      if (shared && part.phase() != CONTENT) {
        all.add(part.sql());
      }
    }
    statement.execute("rollback");
    return written(all);
  }

  /** By kind and name: what a table, a view or a trigger refers to need not be there before. */
  private static String sqlite(Statement statement, String scope) throws SQLException {
    List<String> all = new ArrayList<>();
    for (String pragma : List.of("application_id", "user_version")) {
      try (ResultSet value = statement.executeQuery("pragma main." + pragma)) {
        if (value.next() && value.getLong(1) != 0) {
          all.add("pragma " + pragma + " = " + value.getLong(1));
        }
      }
    }
    try (ResultSet rows =
        statement.executeQuery(
            "select sql from main.sqlite_schema where sql is not null and "
                + SqliteObjects.within(scope)
                + " and name not in (select name from pragma_table_list where schema = 'main' and"
                + " type = 'shadow') order by case type when 'table' then 1 when 'index' then 2 when"
                + " 'view' then 3 else 4 end, name")) {
      while (rows.next()) {
        all.add(rows.getString(1));
      }
    }
    return written(all);
  }

  private static String written(List<String> statements) {
    StringBuilder script = new StringBuilder("-- The schema, written by Godwit after each run.\n");
    for (String statement : statements) {
      String text = statement.stripTrailing();
      script.append('\n').append(text).append(text.endsWith(";") ? "\n" : ";\n");
    }
    return script.toString();
  }
}
