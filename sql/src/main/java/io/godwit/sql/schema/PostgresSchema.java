package io.godwit.sql.schema;

import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is defined in a PostgreSQL database, from its catalogs, in the words of the server's own
 * {@code pg_get_…def} functions. What belongs to an extension is left to the extension; owners and
 * privileges are not looked at.
 */
final class PostgresSchema {

  /** The schemas that hold other people's things. */
  private static final String THEIRS =
      "n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^(pg_toast|pg_temp|godwit)'";

  /** The name under which all that belongs to a relation is gathered. */
  private static final String RELATION =
      "case c.relkind when 'v' then 'view ' when 'm' then 'materialized view ' when 'f' then 'foreign"
          + " table ' when 'c' then 'type ' else 'table ' end || quote_ident(n.nspname) || '.' ||"
          + " quote_ident(c.relname)";

  /** What keeps two shapes of a table in step is named after the run that made it. */
  private static final String OWN_TRIGGERS_ASIDE =
      "not t.tgisinternal and t.tgname not like 'godwit\\_sync\\_%'";

  private static final String OURS = "c.relname like 'godwit\\_%'";

  /** Every query gives a kind with a name, and a piece of its definition, in order. */
  private static final List<String> QUERIES =
      List.of(
          "select 'schema ' || n.nspname, '' from pg_namespace n where " + THEIRS,
          "select 'extension ' || extname, extversion from pg_extension",
          relations(),
          columns(),
          onTables(
              "select %s, 'constraint ' || quote_ident(k.conname) || ' ' ||"
                  + " pg_get_constraintdef(k.oid) || case when k.convalidated then '' else ' not"
                  + " valid' end from pg_constraint k join pg_class c on c.oid = k.conrelid",
              "k.contype <> 'n'", "k.conname"),
          onTables(
              "select %s, pg_get_indexdef(i.indexrelid) || case when i.indisvalid then '' else '"
                  + " invalid' end || case when i.indisclustered then ' clustered' else '' end ||"
                  + " case when i.indisreplident then ' replica identity' else '' end from pg_index"
                  + " i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid ="
                  + " i.indexrelid",
              "true", "x.relname"),
          onTables(
              "select %s, pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text from pg_trigger t join"
                  + " pg_class c on c.oid = t.tgrelid",
              OWN_TRIGGERS_ASIDE, "t.tgname"),
          onTables(
              "select %s, pg_get_ruledef(r.oid) || ' ' || r.ev_enabled::text from pg_rewrite r join"
                  + " pg_class c on c.oid = r.ev_class",
              "c.relkind not in ('v', 'm')", "r.rulename"),
          onTables(
              "select %s, concat_ws(' ', 'policy', quote_ident(p.polname), p.polcmd,"
                  + " p.polpermissive, (select string_agg(coalesce(a.rolname, 'public'), ',' order"
                  + " by a.rolname) from unnest(p.polroles) o left join pg_roles a on a.oid = o),"
                  + " pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck,"
                  + " p.polrelid)) from pg_policy p join pg_class c on c.oid = p.polrelid",
              "true", "p.polname"),
          onTables(
              "select %s, concat_ws(' ', 'statistics', s.stxname, pg_get_statisticsobjdef(s.oid))"
                  + " from pg_statistic_ext s join pg_class c on c.oid = s.stxrelid",
              "true", "s.stxname"),
          sequences(),
          routines(),
          types(),
          enumLabels(),
          domainChecks(),
          comments());

  /** A table with its columns, constraints, indexes and triggers. */
  private static final String OUTLINES =
      "select 'table ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname), concat_ws(';',"
          + " c.relkind, (select string_agg(concat_ws(' ', a.attname, format_type(a.atttypid,"
          + " a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, pg_get_expr(e.adbin,"
          + " e.adrelid)), ',' order by a.attnum) from pg_attribute a left join pg_attrdef e on"
          + " e.adrelid = c.oid and e.adnum = a.attnum where a.attrelid = c.oid and a.attnum > 0 and"
          + " not a.attisdropped), (select string_agg(k.conname || ' ' ||"
          + " pg_get_constraintdef(k.oid), ',' order by k.conname) from pg_constraint k where"
          + " k.conrelid = c.oid and k.contype <> 'n'), (select string_agg(d, ',' order by d) from"
          + " (select pg_get_indexdef(i.indexrelid) || i.indisvalid as d from pg_index i where"
          + " i.indrelid = c.oid) x), (select string_agg(pg_get_triggerdef(t.oid), ',' order by"
          + " t.tgname) from pg_trigger t where t.tgrelid = c.oid and "
          + OWN_TRIGGERS_ASIDE
          + ")) from"
          + " pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p',"
          + " 'f') and "
          + THEIRS
          + " and c.relname in ";

  /** The tables whose rows count. */
  static final String TABLES =
      "select quote_ident(n.nspname) || '.' || quote_ident(c.relname) from pg_class c join"
          + " pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'm') and "
          + THEIRS
          + " and not "
          + OURS
          + " and (c.relkind = 'r' or c.relispopulated) and "
          + extension("pg_class", "c.oid")
          + " order by 1";

  private PostgresSchema() {}

  static Schema read(Connection connection) throws SQLException {
    return read(connection, QUERIES);
  }

  /**
   * Only what belongs to tables of these names, in whatever schema: one query, for it is asked with
   * every script.
   */
  static Schema read(Connection connection, Collection<String> tables) throws SQLException {
    if (tables.isEmpty()) {
      return new Schema(new TreeMap<>());
    }
    String names =
        tables.stream().map(Dialect.POSTGRESQL::literal).collect(Collectors.joining(", "));
    return read(connection, List.of(OUTLINES + "(" + names + ") order by 1"));
  }

  private static Schema read(Connection connection, List<String> queries) throws SQLException {
    // Names of other schemas are then written in full, whatever the session's own path is.
    boolean alone = connection.getAutoCommit();
    String path = alone ? "set search_path = ''; " : "set local search_path = ''; ";
    String back = alone ? "; reset search_path" : "";
    TreeMap<String, StringBuilder> parts = new TreeMap<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute(path + String.join("; ", queries) + back); // one way there and back
      while (statement.getMoreResults()) {
        read(statement, parts);
      }
    }
    TreeMap<String, String> objects = new TreeMap<>();
    parts.forEach((name, definition) -> objects.put(name, definition.toString()));
    return new Schema(objects);
  }

  private static void read(Statement statement, Map<String, StringBuilder> into)
      throws SQLException {
    try (ResultSet rows = statement.getResultSet()) {
      while (rows.next()) {
        StringBuilder definition =
            into.computeIfAbsent(rows.getString(1), name -> new StringBuilder());
        String part = rows.getString(2);
        if (part != null && !part.isEmpty()) {
          definition.append(definition.isEmpty() ? "" : "\n").append(part);
        }
      }
    }
  }

  private static String extension(String catalog, String oid) {
    return "not exists (select 1 from pg_depend d where d.classid = '"
        + catalog
        + "'::regclass and d.objid = "
        + oid
        + " and d.deptype = 'e')";
  }

  private static String onTables(String select, String where, String order) {
    return String.format(select, RELATION)
        + " join pg_namespace n on n.oid = c.relnamespace where "
        + THEIRS
        + " and not "
        + OURS
        + " and "
        + extension("pg_class", "c.oid")
        + " and "
        + where
        + " order by 1, "
        + order;
  }

  private static String relations() {
    return onTables(
        "select %s, concat_ws(' ', case when c.relpersistence = 'u' then 'unlogged' end, case when"
            + " c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end, case when c.relkind = 'p'"
            + " then 'partition by ' || pg_get_partkeydef(c.oid) end, case when c.relispartition"
            + " then pg_get_expr(c.relpartbound, c.oid) end, (select string_agg('of ' ||"
            + " inhparent::regclass::text, ' ' order by inhseqno) from pg_inherits where inhrelid ="
            + " c.oid), case when c.relrowsecurity then 'row level security' end, case when"
            + " c.relforcerowsecurity then 'forced' end, case when c.relreplident <> 'd' then"
            + " 'replica identity ' || c.relreplident::text end, c.reloptions::text) from pg_class c",
        "c.relkind in ('r', 'p', 'v', 'm', 'f', 'c')", "2");
  }

  private static String columns() {
    return onTables(
        "select %s, concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),"
            + " case when a.attcollation <> t.typcollation then 'collate ' ||"
            + " a.attcollation::regcollation::text end, case when a.attnotnull then 'not null' end,"
            + " case when a.attidentity <> '' then 'identity ' || a.attidentity::text end, case when"
            + " a.attgenerated <> '' then 'generated ' || a.attgenerated::text end, 'default ' ||"
            + " pg_get_expr(e.adbin, e.adrelid)) from pg_class c join pg_attribute a on a.attrelid ="
            + " c.oid and a.attnum > 0 and not a.attisdropped join pg_type t on t.oid = a.atttypid"
            + " left join pg_attrdef e on e.adrelid = c.oid and e.adnum = a.attnum",
        "c.relkind in ('r', 'p', 'v', 'm', 'f', 'c')", "a.attnum");
  }

  private static String sequences() {
    return "select 'sequence ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname),"
        + " concat_ws(' ', format_type(s.seqtypid, null), s.seqstart, s.seqincrement, s.seqmin,"
        + " s.seqmax, s.seqcache, s.seqcycle) from pg_sequence s join pg_class c on c.oid ="
        + " s.seqrelid join pg_namespace n on n.oid = c.relnamespace where "
        + THEIRS
        + " and not "
        + OURS
        + " and "
        + extension("pg_class", "c.oid");
  }

  private static String routines() {
    return "select 'routine ' || quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '(' ||"
        + " pg_get_function_identity_arguments(p.oid) || ')', case when p.prokind = 'a' then"
        + " 'aggregate ' || (select concat_ws(' ', g.aggtransfn, g.aggfinalfn, g.aggtranstype,"
        + " g.agginitval) from pg_aggregate g where g.aggfnoid = p.oid) else"
        + " pg_get_functiondef(p.oid) end from pg_proc p join pg_namespace n on n.oid ="
        + " p.pronamespace where "
        + THEIRS
        + " and "
        + extension("pg_proc", "p.oid");
  }

  private static String types() {
    return "select 'type ' || quote_ident(n.nspname) || '.' || quote_ident(t.typname), concat_ws('"
        + " ', t.typtype, case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod)"
        + " end, case when t.typnotnull then 'not null' end, t.typdefault, (select"
        + " format_type(rngsubtype, null) from pg_range where rngtypid = t.oid)) from pg_type t join"
        + " pg_namespace n on n.oid = t.typnamespace where t.typtype in ('d', 'e', 'r') and "
        + THEIRS
        + " and "
        + extension("pg_type", "t.oid");
  }

  private static String enumLabels() {
    return "select 'type ' || quote_ident(n.nspname) || '.' || quote_ident(t.typname),"
        + " quote_literal(e.enumlabel) from pg_enum e join pg_type t on t.oid = e.enumtypid join"
        + " pg_namespace n on n.oid = t.typnamespace where "
        + THEIRS
        + " and "
        + extension("pg_type", "t.oid")
        + " order by 1, e.enumsortorder";
  }

  private static String domainChecks() {
    return "select 'type ' || quote_ident(n.nspname) || '.' || quote_ident(t.typname), 'constraint '"
        + " || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid) from pg_constraint k"
        + " join pg_type t on t.oid = k.contypid join pg_namespace n on n.oid = t.typnamespace"
        + " where k.contype <> 'n' and "
        + THEIRS
        + " order by 1, k.conname";
  }

  private static String comments() {
    return onTables(
        "select %s, concat_ws(' ', 'comment', a.attname, quote_literal(d.description)) from"
            + " pg_description d join pg_class c on d.classoid = 'pg_class'::regclass and d.objoid ="
            + " c.oid left join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid and"
            + " d.objsubid > 0",
        "c.relkind in ('r', 'p', 'v', 'm', 'f', 'c')", "d.objsubid");
  }
}
