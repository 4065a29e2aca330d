package io.godwit.data.target;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.target.Health;
import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import io.godwit.sql.SqlError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks whether a database can be worked with (P7, A9). */
final class HealthCheck {

  private final Database database;
  private final List<Fault> faults = new ArrayList<>();
  private final Map<String, String> facts = new HashMap<>();

  HealthCheck(Database database) {
    this.database = database;
  }

  Health look() {
    facts.put("url", database.url().toString());
    database.url().file().ifPresent(this::lookAtFile);
    try (Connection connection = database.reader()) {
      DatabaseMetaData product = connection.getMetaData();
      facts.put("product", product.getDatabaseProductName());
      facts.put("version", product.getDatabaseProductVersion());
      if (database.dialect() == Dialect.POSTGRESQL) {
        lookAtServer(connection);
      } else {
        ask(connection, "select count(*) from sqlite_schema");
      }
    } catch (SQLException e) {
      faults.add(database.fault(e));
    } catch (GodwitException e) {
      faults.addAll(e.faults());
    }
    return new Health(faults, facts);
  }

  private void lookAtFile(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    boolean made = Files.exists(file);
    if (folder == null || !Files.isDirectory(folder)) {
      notAllowed("its folder is not there; create it");
      return;
    }
    if (!Files.isWritable(folder) || (made && !Files.isWritable(file))) {
      notAllowed("this user cannot write the file and its folder; allow it");
    }
    try {
      facts.put("free bytes", Long.toString(Files.getFileStore(folder).getUsableSpace()));
      facts.put("size bytes", made ? Long.toString(Files.size(file)) : "0");
    } catch (IOException e) {
      facts.put("free bytes", "unknown");
    }
  }

  private void lookAtServer(Connection connection) throws SQLException {
    facts.put("size bytes", ask(connection, "select pg_database_size(current_database())"));
    facts.put(
        "free connections",
        ask(
            connection,
            "select current_setting('max_connections')::int - count(*) from pg_stat_activity where"
                + " backend_type = 'client backend'"));
    boolean replica = ask(connection, "select pg_is_in_recovery()::text").equals("true");
    if (replica) {
      notAllowed("it is a replica, which takes no writes; use the primary");
    }
    boolean allowed =
        ask(
                connection,
                "select (to_regnamespace('godwit') is not null or"
                    + " has_database_privilege(current_database(), 'create'))::text")
            .equals("true");
    if (!allowed) {
      notAllowed(
          "this user may not create the schema 'godwit', in which receipts are kept; grant create on"
              + " the database, or create the schema for the user");
    }
  }

  private void notAllowed(String what) {
    faults.add(Fault.of(SqlError.NOT_ALLOWED, database.url() + ": " + what));
  }

  private static String ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }
}
