package io.godwit.data.adopt;

import io.godwit.api.target.ForeignHistory;
import io.godwit.api.target.ForeignHistory.Entry;
import io.godwit.api.target.ForeignHistory.Extent;
import io.godwit.data.adopt.HistoryTable.Row;
import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds and reads the history tables of Flyway, Liquibase, golang-migrate, dbmate, goose,
 * sql-migrate and sqlx, as their versions of 2026 and long before make them.
 */
public final class ForeignHistories {

  /**
   * How a tool keeps its history.
   *
   * @param name the tool
   * @param table its table
   * @param has columns by which it is known
   * @param hasNot a column by which it is known to be another's
   * @param order the column that says in which order
   * @param reading what the rows say
   */
  private record Tool(
      String name,
      String table,
      Set<String> has,
      String hasNot,
      String order,
      Function<List<Row>, Read> reading) {}

  private record Read(List<Entry> entries, Optional<String> trouble) {
    static Read of(Iterable<Entry> entries) {
      List<Entry> all = new ArrayList<>();
      entries.forEach(all::add);
      return new Read(all, Optional.empty());
    }

    static Read trouble(String what) {
      return new Read(List.of(), Optional.of(what));
    }
  }

  private static final List<Tool> TOOLS =
      List.of(
          new Tool(
              "flyway",
              "flyway_schema_history",
              Set.of("installed_rank", "version", "type", "script", "success"),
              "",
              "installed_rank",
              ForeignHistories::flyway),
          new Tool(
              "liquibase",
              "databasechangelog",
              Set.of("id", "author", "filename", "exectype"),
              "",
              "orderexecuted",
              ForeignHistories::liquibase),
          new Tool(
              "golang-migrate",
              "schema_migrations",
              Set.of("version", "dirty"),
              "",
              "version",
              ForeignHistories::golangMigrate),
          new Tool(
              "dbmate",
              "schema_migrations",
              Set.of("version"),
              "dirty",
              "version",
              rows -> each(rows, "version", "")),
          new Tool(
              "goose",
              "goose_db_version",
              Set.of("version_id", "is_applied"),
              "",
              "id",
              ForeignHistories::goose),
          new Tool(
              "sql-migrate",
              "gorp_migrations",
              Set.of("id", "applied_at"),
              "",
              "id",
              rows -> each(rows, "", "id")),
          new Tool(
              "sqlx",
              "_sqlx_migrations",
              Set.of("version", "success"),
              "",
              "version",
              ForeignHistories::sqlx));

  private ForeignHistories() {}

  /** All that are there. */
  public static List<ForeignHistory> read(Dialect dialect, Connection connection)
      throws SQLException {
    List<ForeignHistory> found = new ArrayList<>();
    for (Tool tool : TOOLS) {
      Optional<HistoryTable> table =
          HistoryTable.find(dialect, connection, named(dialect, tool.table()));
      if (table.isPresent() && isOf(tool, table.get().columns())) {
        Read read = tool.reading().apply(table.get().rows(tool.order()));
        found.add(new ForeignHistory(tool.name(), tool.table(), read.entries(), read.trouble()));
      }
    }
    return found;
  }

  /** Liquibase writes its table's name in capitals, of which PostgreSQL takes no notice. */
  private static String named(Dialect dialect, String table) {
    return dialect == Dialect.SQLITE && table.equals("databasechangelog")
        ? table.toUpperCase(Locale.ROOT)
        : table;
  }

  private static boolean isOf(Tool tool, Set<String> columns) {
    return columns.containsAll(tool.has()) && !columns.contains(tool.hasNot());
  }

  private static Read each(List<Row> rows, String version, String name) {
    return Read.of(
        rows.stream().map(row -> new Entry(row.get(version), row.get(name), Extent.ONE)).toList());
  }

  /** What was undone or deleted since is not applied; repeatable scripts have no version. */
  private static Read flyway(List<Row> rows) {
    Map<String, Entry> applied = new LinkedHashMap<>();
    for (Row row : rows) {
      String version = row.get("version");
      String type = row.get("type").toUpperCase(Locale.ROOT);
      if (!row.is("success")) {
        return Read.trouble(
            "its migration "
                + (version.isEmpty() ? row.get("script") : version)
                + " has failed; mend that first, with Flyway's repair or by hand");
      }
      if (type.startsWith("UNDO") || type.equals("DELETE")) {
        applied.remove(version);
      } else if (!version.isEmpty() && !type.equals("SCHEMA")) {
        Extent extent = type.contains("BASELINE") ? Extent.BASELINE : Extent.ONE;
        applied.put(version, new Entry(version, fileName(row.get("script")), extent));
      }
    }
    return Read.of(applied.values());
  }

  /** A file of SQL stands for all of its change sets; in other files each has its own id. */
  private static Read liquibase(List<Row> rows) {
    Set<Entry> entries = new LinkedHashSet<>();
    for (Row row : rows) {
      String type = row.get("exectype");
      if (type.equals("FAILED")) {
        return Read.trouble("its change set " + row.get("id") + " has failed; mend that first");
      }
      if (!type.equals("SKIPPED")) {
        String file = fileName(row.get("filename"));
        entries.add(new Entry(file.endsWith(".sql") ? "" : row.get("id"), file, Extent.ONE));
      }
    }
    return Read.of(entries);
  }

  private static Read golangMigrate(List<Row> rows) {
    for (Row row : rows) {
      if (row.is("dirty")) {
        return Read.trouble(
            "version "
                + row.get("version")
                + " is dirty: its script has run half; bring the database to the version before or"
                + " after it by hand and clear the mark with 'migrate force'");
      }
    }
    return Read.of(
        rows.stream().map(row -> new Entry(row.get("version"), "", Extent.UP_TO)).toList());
  }

  /** The last word on each version counts; version 0 is the table's own. */
  private static Read goose(List<Row> rows) {
    Map<String, Entry> applied = new LinkedHashMap<>();
    for (Row row : rows) {
      String version = row.get("version_id");
      if (row.is("is_applied") && !version.equals("0")) {
        applied.put(version, new Entry(version, "", Extent.ONE));
      } else {
        applied.remove(version);
      }
    }
    return Read.of(applied.values());
  }

  private static Read sqlx(List<Row> rows) {
    for (Row row : rows) {
      if (!row.is("success")) {
        return Read.trouble("its migration " + row.get("version") + " has failed; mend that first");
      }
    }
    return each(rows, "version", "");
  }

  private static String fileName(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }
}
