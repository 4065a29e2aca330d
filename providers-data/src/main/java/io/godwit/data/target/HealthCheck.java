package io.godwit.data.target;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.target.Health;
import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import io.godwit.sql.ScratchDatabase;
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
    try {
      var unused = database.ask(this::lookAt);
    } catch (SQLException e) {
      faults.add(database.fault(e));
    } catch (GodwitException e) {
      faults.addAll(e.faults());
    }
    return new Health(faults, facts);
  }

  private Map<String, String> lookAt(Connection connection) throws SQLException {
    DatabaseMetaData product = connection.getMetaData();
    facts.put("product", product.getDatabaseProductName());
    facts.put("version", product.getDatabaseProductVersion());
    if (database.dialect() == Dialect.POSTGRESQL) {
      lookAtServer(connection);
    } else {
      lookAtFile(connection);
    }
    return facts;
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
    try (Statement statement = connection.createStatement();
        ResultSet server =
            statement.executeQuery(
                "select pg_database_size(current_database()),"
                    + " current_setting('max_connections')::int - (select count(*) from"
                    + " pg_stat_activity where backend_type = 'client backend'),"
                    + " pg_is_in_recovery(), to_regnamespace('godwit') is not null or"
                    + " has_database_privilege(current_database(), 'create')")) {
      server.next();
      facts.put("size bytes", server.getString(1));
      facts.put("free connections", server.getString(2));
      if (server.getBoolean(3)) {
        notAllowed("it is a replica, which takes no writes; use the primary");
      }
      if (!server.getBoolean(4)) {
        notAllowed(
            "this user may not create the schema 'godwit', in which receipts are kept; grant create"
                + " on the database, or create the schema for the user");
      }
    }
    List<String> leftovers = ScratchDatabase.leftovers(connection);
    if (!leftovers.isEmpty()) {
      facts.put("leftovers of killed drift and try", String.join(", ", leftovers));
    }
  }

  private void notAllowed(String what) {
    faults.add(Fault.of(SqlError.NOT_ALLOWED, database.url() + ": " + what));
  }

  /** Also reads its definitions, which a file that is broken does not survive. */
  private static void lookAtFile(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select count(*) from sqlite_schema");
    }
  }
}
