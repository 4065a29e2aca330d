package io.godwit.data.verify;

import io.godwit.api.target.Defect.Area;
import io.godwit.api.target.Defect.Severity;
import io.godwit.api.target.Verifiable.Depth;
import io.godwit.sql.Dialect;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * A PostgreSQL database, by its catalogs, its rows, and {@code amcheck} where that is installed.
 */
final class PostgresLook implements Look {

  private static final String NOT_LOADED = "55000";
  private static final String FORBIDDEN = "42501";
  private static final String THEIRS =
      " n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~"
          + " '^(pg_toast|pg_temp|godwit)' ";

  private static final String SEPARATOR = "\u001f";

  /** How slow a query may be in the mean, in milliseconds. */
  private static final int SLOW = 1_000;

  private static final String FOREIGN_KEYS =
      "select k.conrelid::regclass::text, quote_ident(k.conname), k.confrelid::regclass::text,"
          + " k.convalidated::text, (select string_agg(quote_ident(a.attname), chr(31) order by u.n)"
          + " from unnest(k.conkey) with ordinality u(x, n) join pg_attribute a on a.attrelid ="
          + " k.conrelid and a.attnum = u.x), (select string_agg(quote_ident(a.attname), chr(31)"
          + " order by u.n) from unnest(k.confkey) with ordinality u(x, n) join pg_attribute a on"
          + " a.attrelid = k.confrelid and a.attnum = u.x), exists (select 1 from pg_index i where"
          + " i.indrelid = k.conrelid and i.indisvalid and i.indpred is null and"
          + " (i.indkey::int2[])[0:cardinality(k.conkey) - 1] operator(pg_catalog.@>)"
          + " k.conkey)::text from pg_constraint k join pg_class c on c.oid = k.conrelid join"
          + " pg_namespace n on n.oid = c.relnamespace where k.contype = 'f' and k.conparentid = 0"
          + " and"
          + THEIRS
          + "order by 1, 2";

  private static final String INVALID_CHECKS =
      "select k.conrelid::regclass::text, quote_ident(k.conname), pg_get_expr(k.conbin, k.conrelid)"
          + " from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on"
          + " n.oid = c.relnamespace where k.contype = 'c' and not k.convalidated and"
          + THEIRS
          + "order by 1, 2";

  private static final String INVALID_INDEXES =
      "select i.indexrelid::regclass::text, i.indrelid::regclass::text, i.indisunique::text,"
          + " case when i.indexprs is null and i.indpred is null then (select"
          + " string_agg(quote_ident(a.attname), chr(31) order by u.n) from"
          + " unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) with ordinality u(x, n) join"
          + " pg_attribute a on a.attrelid = i.indrelid and a.attnum = u.x) end from pg_index i join"
          + " pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace where"
          + " not (i.indisvalid and i.indisready) and c.relkind <> 'p' and"
          + THEIRS
          + "order by 1";

  private static final String DISABLED_TRIGGERS =
      "select t.tgrelid::regclass::text, quote_ident(t.tgname), t.tgisinternal::text from pg_trigger"
          + " t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace"
          + " where t.tgenabled = 'D' and"
          + THEIRS
          + "order by 1, 2";

  private static final String BTREES =
      "select i.indexrelid::regclass::text, i.indexrelid::text from pg_index i join pg_class x on"
          + " x.oid = i.indexrelid join pg_am a on a.oid = x.relam and a.amname = 'btree' join"
          + " pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace where"
          + " i.indisvalid and i.indisready and x.relkind = 'i' and x.relpersistence <> 't' and"
          + THEIRS
          + "order by 1";

  private final Questions questions;
  private final Findings findings;
  private final Depth depth;

  PostgresLook(Questions questions, Findings findings, Depth depth) {
    this.questions = questions;
    this.findings = findings;
    this.depth = depth;
  }

  @Override
  public List<Part> parts() {
    return List.of(
        new Part(Area.INDEXES, "indexes that are not valid", this::invalidIndexes),
        new Part(Area.SCHEMA, "triggers that are switched off", this::disabledTriggers),
        new Part(Area.SCHEMA, "constraints that were never validated", this::invalidChecks),
        new Part(Area.REFERENCES, "foreign keys", this::foreignKeys),
        new Part(Area.PERFORMANCE, "slow queries", this::slowQueries),
        new Part(Area.INDEXES, "what the indexes hold", this::indexes));
  }

  private void invalidIndexes() throws SQLException {
    for (List<String> index : questions.rows(INVALID_INDEXES)) {
      boolean unique = index.get(2).equals("true");
      findings.add(
          unique ? Severity.CRITICAL : Severity.WARNING,
          Area.INDEXES,
          "index " + index.get(0),
          unique
              ? "is not valid, so nothing keeps its values unique"
              : "is not valid: no query uses it, every write pays for it",
          "reindex index concurrently " + index.get(0) + ", or drop it");
      if (unique && !index.get(3).isEmpty()) {
        duplicates(index.get(1), names(index.get(3)));
      }
    }
  }

  private void duplicates(String table, List<String> columns) throws SQLException {
    long groups = questions.count(RowQueries.duplicates(table, columns));
    if (groups > 0) {
      findings.add(
          Severity.CRITICAL,
          Area.DATA,
          "column " + table + "." + String.join("+", columns),
          "holds "
              + Questions.said(groups, "value")
              + " more than once, where a unique index was begun",
          "decide which rows stay before the index is built");
    }
  }

  private void disabledTriggers() throws SQLException {
    for (List<String> trigger : questions.rows(DISABLED_TRIGGERS)) {
      boolean ofConstraint = trigger.get(2).equals("true");
      findings.add(
          Severity.WARNING,
          Area.SCHEMA,
          "trigger " + trigger.get(1) + " on " + trigger.get(0),
          ofConstraint ? "is switched off, so a foreign key is not enforced" : "is switched off",
          "alter table "
              + trigger.get(0)
              + " enable trigger "
              + (ofConstraint ? "all" : trigger.get(1)));
    }
  }

  private void invalidChecks() throws SQLException {
    for (List<String> check : questions.rows(INVALID_CHECKS)) {
      String table = check.get(0);
      long rows = questions.count("select 1 from " + table + " where not (" + check.get(2) + ")");
      findings.add(
          rows > 0 ? Severity.CRITICAL : Severity.WARNING,
          rows > 0 ? Area.DATA : Area.SCHEMA,
          "constraint " + check.get(1) + " on " + table,
          rows > 0
              ? "was never validated, and is broken by " + Questions.said(rows, "row")
              : "was never validated; no row breaks it",
          (rows > 0 ? "mend the rows, then " : "") + validate(table, check.get(1)));
    }
  }

  private static String validate(String table, String constraint) {
    return "alter table " + table + " validate constraint " + constraint;
  }

  private void foreignKeys() throws SQLException {
    for (List<String> key : questions.rows(FOREIGN_KEYS)) {
      String table = key.get(0);
      String subject = "foreign key " + key.get(1) + " on " + table;
      boolean validated = key.get(3).equals("true");
      if (!key.get(6).equals("true")) {
        findings.add(
            Severity.WARNING,
            Area.INDEXES,
            subject,
            "has no index, so each delete from " + key.get(2) + " reads all of " + table,
            "create index concurrently on "
                + table
                + " ("
                + String.join(", ", names(key.get(4)))
                + ")");
      }
      long orphans = validated && depth == Depth.QUICK ? 0 : orphans(key);
      if (orphans > 0) {
        findings.add(
            Severity.CRITICAL,
            Area.REFERENCES,
            subject,
            Questions.said(orphans, "row")
                + " without the row of "
                + key.get(2)
                + " that is referred to",
            "mend or delete them" + (validated ? "" : ", then " + validate(table, key.get(1))));
      } else if (!validated) {
        findings.add(
            Severity.WARNING,
            Area.REFERENCES,
            subject,
            "was never validated; no row breaks it",
            validate(table, key.get(1)));
      }
    }
  }

  private long orphans(List<String> key) throws SQLException {
    return questions.count(
        RowQueries.orphans(key.get(0), names(key.get(4)), key.get(2), names(key.get(5))));
  }

  private void slowQueries() throws SQLException {
    if (!isInstalled("pg_stat_statements")) {
      slowQueriesUnknown(
          "pg_stat_statements is not installed",
          "put it into shared_preload_libraries, then: create extension pg_stat_statements");
      return;
    }
    String query =
        "select left(regexp_replace(query, '\\s+', ' ', 'g'), 160), calls::text,"
            + " round(mean_exec_time)::text from "
            + schemaOf("pg_stat_statements")
            + ".pg_stat_statements where dbid = (select oid from pg_database where datname ="
            + " current_database()) and mean_exec_time > "
            + SLOW
            + " order by total_exec_time desc limit 10";
    try {
      for (List<String> row : questions.rows(query)) {
        findings.add(
            Severity.WARNING,
            Area.PERFORMANCE,
            "query " + row.get(0),
            "takes " + row.get(2) + " ms in the mean, " + row.get(1) + " calls",
            "look at it with explain (analyze, buffers)");
      }
    } catch (SQLException e) {
      if (!NOT_LOADED.equals(e.getSQLState())) {
        throw e;
      }
      slowQueriesUnknown(
          "pg_stat_statements is installed but not loaded",
          "put it into shared_preload_libraries and start the server again");
    }
  }

  private void slowQueriesUnknown(String why, String remedy) {
    findings.add(
        Severity.INFO,
        Area.PERFORMANCE,
        "slow queries",
        "were not looked at, because " + why,
        remedy);
  }

  /** Reads every page of every index, and in full every row against it. */
  private void indexes() throws SQLException {
    if (!isInstalled("amcheck")) {
      findings.add(
          Severity.INFO,
          Area.INDEXES,
          "all indexes",
          "what they hold was not looked at, because amcheck is not installed",
          "create extension amcheck");
      return;
    }
    String check = schemaOf("amcheck") + ".bt_index_check(";
    for (List<String> index : questions.rows(BTREES)) {
      try {
        questions.rows(
            "select " + check + index.get(1) + "::regclass, " + (depth == Depth.FULL) + ")");
      } catch (SQLException e) {
        if (FORBIDDEN.equals(e.getSQLState())) {
          findings.add(
              Severity.INFO,
              Area.INDEXES,
              "all indexes",
              "what they hold was not looked at, because this user may not run amcheck",
              "grant execute on function "
                  + schemaOf("amcheck")
                  + ".bt_index_check(regclass, boolean) to it");
          return;
        }
        boolean corrupt = String.valueOf(e.getSQLState()).startsWith("XX");
        if (!corrupt) {
          throw e;
        }
        findings.add(
            Severity.CRITICAL,
            Area.INDEXES,
            "index " + index.get(0),
            "is damaged: " + e.getMessage(),
            "look at the disk and at the table's rows, then reindex index concurrently "
                + index.get(0));
      }
    }
  }

  private boolean isInstalled(String extension) throws SQLException {
    return !questions
        .column("select 1 from pg_extension where extname = '" + extension + "'")
        .isEmpty();
  }

  private String schemaOf(String extension) throws SQLException {
    return questions
        .column(
            "select quote_ident(n.nspname) from pg_extension e join pg_namespace n on n.oid ="
                + " e.extnamespace where e.extname = '"
                + extension
                + "'")
        .get(0);
  }

  @Override
  public boolean isThere(Expectations.Part part) throws SQLException {
    String table = "to_regclass(" + Dialect.POSTGRESQL.literal(quoted(part.table())) + ")";
    if (part.columns().isEmpty()) {
      return questions.column("select " + table + " is not null").get(0).equals("t");
    }
    List<String> present =
        questions.column(
            "select attname from pg_attribute where attrelid = "
                + table
                + " and attnum > 0 and not attisdropped");
    return present.containsAll(part.columns());
  }

  @Override
  public String quoted(String table) {
    return String.join(
        ".", Arrays.stream(table.split("\\.", 2)).map(Dialect.POSTGRESQL::quote).toList());
  }

  @Override
  public String quotedColumn(String column) {
    return Dialect.POSTGRESQL.quote(column);
  }

  private static List<String> names(String joined) {
    return List.of(joined.split(SEPARATOR, -1));
  }
}
