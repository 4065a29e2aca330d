package io.godwit.data.verify;

import io.godwit.api.target.Defect.Area;
import io.godwit.api.target.Defect.Severity;
import io.godwit.api.target.Verifiable.Depth;
import io.godwit.sql.Dialect;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A SQLite file, by its own checks and by its {@code pragma}s. */
final class SqliteLook implements Look {

  private static final int MOST_MESSAGES = 100;
  private static final String TABLES =
      "select name from sqlite_schema where type = 'table' and name not glob 'sqlite_*' and name not"
          + " glob 'godwit_*' and sql not like 'create virtual %' order by name";

  private final Questions questions;
  private final Findings findings;
  private final Depth depth;

  SqliteLook(Questions questions, Findings findings, Depth depth) {
    this.questions = questions;
    this.findings = findings;
    this.depth = depth;
  }

  @Override
  public List<Part> parts() {
    return List.of(
        new Part(Area.SCHEMA, "views", this::views),
        new Part(Area.SCHEMA, "triggers", this::triggers),
        new Part(Area.INDEXES, "indexes of foreign keys", this::missingIndexes),
        new Part(Area.REFERENCES, "foreign keys", this::foreignKeys),
        new Part(Area.INDEXES, "what the file holds", this::pages));
  }

  /** A view is only read when it is asked for: until then nobody sees that its table has gone. */
  private void views() throws SQLException {
    for (String view :
        questions.column("select name from sqlite_schema where type = 'view' order by name")) {
      compile("view " + view, "select * from main." + quoted(view) + " limit 0");
    }
  }

  /** Triggers are compiled with what fires them. */
  private void triggers() throws SQLException {
    for (String table :
        questions.column(
            "select distinct tbl_name from sqlite_schema where type = 'trigger' and tbl_name in"
                + " (select name from sqlite_schema where type = 'table') order by 1")) {
      String name = "main." + quoted(table);
      String column =
          quotedColumn(
              questions.column("select name from pragma_table_info(" + text(table) + ")").get(0));
      compile("triggers of " + table, "explain insert into " + name + " default values");
      compile("triggers of " + table, "explain update " + name + " set " + column + " = " + column);
      compile("triggers of " + table, "explain delete from " + name);
    }
  }

  private void compile(String subject, String query) throws SQLException {
    try {
      questions.rows(query);
    } catch (SQLException e) {
      if (questions.isOver()) {
        throw e;
      }
      findings.add(
          Severity.CRITICAL,
          Area.SCHEMA,
          subject,
          "no longer works: " + e.getMessage(),
          "drop it, or make it again for the tables that are there");
    }
  }

  private void foreignKeys() throws SQLException {
    for (String table : questions.column(TABLES)) {
      try {
        String broken =
            "select \"parent\", count(*) from (select \"parent\" from pragma_foreign_key_check("
                + text(table)
                + ") limit "
                + Questions.COUNTED
                + ") group by 1";
        for (List<String> row : questions.rows(broken)) {
          findings.add(
              Severity.CRITICAL,
              Area.REFERENCES,
              "foreign key of " + table + " to " + row.get(0),
              Questions.said(Long.parseLong(row.get(1)), "row")
                  + " without the row of "
                  + row.get(0)
                  + " that is referred to",
              "mend or delete them; `pragma foreign_key_check(" + quoted(table) + ")` lists them");
        }
      } catch (SQLException e) {
        if (questions.isOver()) {
          throw e;
        }
        findings.add(
            Severity.CRITICAL,
            Area.SCHEMA,
            "foreign keys of " + table,
            "cannot be checked: " + e.getMessage(),
            "what they refer to needs a primary key or a unique index");
      }
    }
  }

  private void missingIndexes() throws SQLException {
    for (String table : questions.column(TABLES)) {
      Map<String, List<String>> keys = new LinkedHashMap<>();
      for (List<String> row :
          questions.rows(
              "select id, lower(\"from\") from pragma_foreign_key_list("
                  + text(table)
                  + ") order by id, seq")) {
        keys.computeIfAbsent(row.get(0), id -> new ArrayList<>()).add(row.get(1));
      }
      if (keys.isEmpty()) {
        continue;
      }
      List<List<String>> indexes = indexes(table);
      for (List<String> columns : keys.values()) {
        if (indexes.stream().noneMatch(index -> begins(index, columns))) {
          findings.add(
              Severity.WARNING,
              Area.INDEXES,
              "foreign key of " + table + " on " + String.join(", ", columns),
              "has no index, so each delete from the other table reads all of " + table,
              "create index on " + table + " (" + String.join(", ", columns) + ")");
        }
      }
    }
  }

  private static boolean begins(List<String> index, List<String> columns) {
    return index.size() >= columns.size() && index.subList(0, columns.size()).containsAll(columns);
  }

  /** The columns of each whole index, and the integer key, which needs none. */
  private List<List<String>> indexes(String table) throws SQLException {
    Map<String, List<String>> indexes = new LinkedHashMap<>();
    for (List<String> row :
        questions.rows(
            "select l.name, lower(i.name) from pragma_index_list("
                + text(table)
                + ") l, pragma_index_info(l.name) i where not l.partial order by l.name,"
                + " i.seqno")) {
      indexes.computeIfAbsent(row.get(0), name -> new ArrayList<>()).add(row.get(1));
    }
    List<List<String>> all = new ArrayList<>(indexes.values());
    all.add(
        questions.column(
            "select lower(name) from pragma_table_info("
                + text(table)
                + ") where pk = 1 and upper(type) = 'INTEGER'"));
    return all;
  }

  /**
   * SQLite's own check: pages, order of indexes, NOT NULL and CHECK; in full, rows against them.
   */
  private void pages() throws SQLException {
    String check = depth == Depth.FULL ? "integrity_check" : "quick_check";
    for (String message : questions.column("pragma main." + check + "(" + MOST_MESSAGES + ")")) {
      if (!message.equals("ok")) {
        boolean rule =
            message.toUpperCase(Locale.ROOT).contains("NULL VALUE")
                || message.toUpperCase(Locale.ROOT).contains("CHECK CONSTRAINT");
        findings.add(
            Severity.CRITICAL,
            rule ? Area.DATA : Area.INDEXES,
            "the file",
            message,
            rule
                ? "mend the rows"
                : "reindex if it is about an index; else bring back a backup (`godwit points`)");
      }
    }
  }

  @Override
  public boolean isThere(Expectations.Part part) throws SQLException {
    List<String> present =
        questions.column("select lower(name) from pragma_table_xinfo(" + text(part.table()) + ")");
    return !present.isEmpty()
        && present.containsAll(
            part.columns().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
  }

  @Override
  public String quoted(String table) {
    return Dialect.SQLITE.quote(table);
  }

  @Override
  public String quotedColumn(String column) {
    return Dialect.SQLITE.quote(column);
  }

  private static String text(String name) {
    return Dialect.SQLITE.literal(name);
  }
}
