package io.godwit.sql.snapshot;

import io.godwit.api.error.GodwitException;
import io.godwit.sql.Database;
import io.godwit.sql.SqlError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Some tables of a PostgreSQL database, partitions and children with them, and what they need to be
 * made in a database that has none of them: schemas, extensions, types, functions, sequences. A
 * foreign key to a table that is not among them is made where that table is there.
 */
final class PostgresTables {

  /** With the partitions and children of a table, and of those. */
  private static final String FAMILY =
      """
      with recursive family(oid, parent) as (
        select to_regclass(?)::oid, null::oid
        union select i.inhrelid, i.inhparent from pg_inherits i join family f on f.oid = i.inhparent)
      select c.oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname),
        coalesce(quote_ident(m.nspname) || '.' || quote_ident(p.relname), ''),
        c.relkind in ('r', 'p') and c.relpersistence <> 't' and c.relname not like 'godwit\\_%'
          and n.nspname !~ '^(pg_|godwit)' and n.nspname <> 'information_schema'
      from family f join pg_class c on c.oid = f.oid join pg_namespace n on n.oid = c.relnamespace
        left join pg_class p on p.oid = f.parent left join pg_namespace m on m.oid = p.relnamespace
      """;

  /** What triggers, policies and rules of tables need, and the schemas of types and functions. */
  private static final String MORE_NEEDS =
      """
      with chosen as (select unnest(@tables) as oid)
      select case d.refclassid when 'pg_proc'::regclass then 'p' else 't' end || d.refobjid
      from pg_depend d where d.refclassid in ('pg_proc'::regclass, 'pg_type'::regclass) and (
        d.classid = 'pg_trigger'::regclass and d.objid in (
          select t.oid from pg_trigger t join chosen on t.tgrelid = chosen.oid)
        or d.classid = 'pg_policy'::regclass and d.objid in (
          select p.oid from pg_policy p join chosen on p.polrelid = chosen.oid)
        or d.classid = 'pg_rewrite'::regclass and d.objid in (
          select r.oid from pg_rewrite r join chosen on r.ev_class = chosen.oid))
      """;

  private static final String SCHEMAS =
      """
      select 'n' || relnamespace from pg_class where 'c' || oid = any(?::text[])
      union select 'n' || typnamespace from pg_type where 't' || oid = any(?::text[])
      union select 'n' || pronamespace from pg_proc where 'p' || oid = any(?::text[])
      union select 'n' || extnamespace from pg_extension where 'e' || oid = any(?::text[])
      """;

  private static final String UNOWNED =
      "select c.oid from pg_class c where c.relkind in ('S', 'c') and 'c' || c.oid = any(?::text[])";

  private static final String OWNED_SEQUENCES =
      "select p.objid from pg_depend p join pg_class c on c.oid = p.objid and c.relkind = 'S' where"
          + " p.classid = 'pg_class'::regclass and p.refclassid = 'pg_class'::regclass and"
          + " p.refobjid = ? and p.refobjsubid > 0 and p.deptype in ('a', 'i')";

  /** A part with the table that it belongs to; empty for what tables need. */
  record Owned(Part part, String table) {}

  private final Connection connection;
  private final Database database;
  private final Map<String, Long> oids = new TreeMap<>();
  private final Map<String, String> parents = new LinkedHashMap<>();

  private PostgresTables(Connection connection, Database database) {
    this.connection = connection;
    this.database = database;
  }

  /**
   * Finds them, by the connection's search path.
   *
   * @throws GodwitException {@link SqlError#NO_SUCH_TABLE} if some are not there
   */
  static PostgresTables find(Connection connection, Database database, List<String> wanted)
      throws SQLException {
    PostgresTables tables = new PostgresTables(connection, database);
    Set<String> missing = new LinkedHashSet<>();
    for (String name : wanted) {
      if (!tables.add(name)) {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      throw SnapshotFiles.noTable(database.url().toString(), missing, List.of());
    }
    tables.parents.replaceAll((name, parent) -> tables.oids.containsKey(parent) ? parent : "");
    return tables;
  }

  private boolean add(String name) throws SQLException {
    boolean found = false;
    try (PreparedStatement query = connection.prepareStatement(FAMILY)) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          if (!rows.getBoolean(4)) {
            return false;
          }
          found = true;
          oids.put(rows.getString(2), rows.getLong(1));
          parents.merge(rows.getString(2), rows.getString(3), (a, b) -> a.isEmpty() ? b : a);
        }
      }
    }
    return found;
  }

  TableList list() {
    return new TableList(new TreeMap<>(parents));
  }

  /**
   * All that makes them, in the order in which it can be made.
   *
   * @throws GodwitException {@link SqlError#NOT_CAPTURABLE} if some of it could not be made again
   */
  List<Owned> parts() throws SQLException {
    PostgresCapture.refuseUnknown(connection, database, PostgresParts.of(oids.values()));
    Map<Part, String> owners = new HashMap<>();
    for (Map.Entry<String, Long> table : oids.entrySet()) {
      Set<Long> relations = new LinkedHashSet<>(oids(OWNED_SEQUENCES, table.getValue()));
      relations.add(table.getValue());
      for (Part part : PostgresCapture.found(connection, PostgresParts.of(relations))) {
        owners.put(part, table.getKey());
      }
    }
    Map<String, Set<String>> needs =
        PostgresCapture.needs(connection, PostgresParts.withoutRelations());
    surroundings(owners.keySet(), needs).forEach(part -> owners.putIfAbsent(part, ""));
    List<Part> all = tolerant(owners, needs);
    return PostgresCapture.sorted(all, needs, database).stream()
        .map(part -> new Owned(part, owners.getOrDefault(part, "")))
        .toList();
  }

  private List<Part> surroundings(Set<Part> own, Map<String, Set<String>> needs)
      throws SQLException {
    Set<String> wanted = new HashSet<>();
    Set<String> mine = own.stream().map(Part::key).collect(Collectors.toSet());
    for (Part part : own) {
      reach(wanted, part.key(), mine, needs);
      part.needs().forEach(key -> reach(wanted, key, mine, needs));
    }
    keys(MORE_NEEDS.replace("@tables", array())).forEach(key -> reach(wanted, key, mine, needs));
    List<Long> relations = oids(UNOWNED, wanted.toArray());
    List<Part> found =
        new ArrayList<>(PostgresCapture.found(connection, PostgresParts.of(relations)));
    found.forEach(part -> mine.add(part.key()));
    for (Part part : found) {
      wanted.remove(part.key());
      reach(wanted, part.key(), mine, needs);
    }
    wanted.addAll(keys(SCHEMAS, wanted, 4));
    for (Part part : PostgresCapture.found(connection, PostgresParts.withoutRelations())) {
      boolean named = wanted.contains(part.key());
      boolean about = part.key().isEmpty() && !part.needs().isEmpty();
      if (named || (about && wanted.containsAll(part.needs()))) {
        found.add(part);
      }
    }
    return found;
  }

  /** What a relation needs that is not asked for is not needed here. */
  private static void reach(
      Set<String> wanted, String key, Set<String> mine, Map<String, Set<String>> needs) {
    boolean foreign = (key.startsWith("c") || key.startsWith("k")) && !mine.contains(key);
    if (wanted.add(key) && !foreign) {
      needs.getOrDefault(key, Set.of()).forEach(next -> reach(wanted, next, mine, needs));
    }
  }

  /** What needs a table that is not among them may be left out where that one is not there. */
  private static List<Part> tolerant(Map<Part, String> owners, Map<String, Set<String>> needs) {
    Set<String> known = owners.keySet().stream().map(Part::key).collect(Collectors.toSet());
    List<Part> all = new ArrayList<>();
    for (Map.Entry<Part, String> one : List.copyOf(owners.entrySet())) {
      Part part = one.getKey();
      Set<String> wanted = new HashSet<>(part.needs());
      wanted.addAll(needs.getOrDefault(part.key(), Set.of()));
      boolean whole = wanted.stream().allMatch(key -> !key.startsWith("c") || known.contains(key));
      Part made = whole ? part : part.soft();
      owners.put(made, one.getValue());
      all.add(made);
    }
    return all;
  }

  /** The sequences whose counts come along, with the tables that own them. */
  Map<String, String> sequences() throws SQLException {
    Map<String, String> owners = new TreeMap<>();
    for (String table : oids.keySet()) {
      for (String sequence : PostgresCounters.of(connection, table)) {
        owners.put(sequence, table);
      }
    }
    return owners;
  }

  private String array() {
    return "array["
        + oids.values().stream().map(String::valueOf).collect(Collectors.joining(", "))
        + "]::oid[]";
  }

  private Set<String> keys(String question) throws SQLException {
    return keys(question, Set.of(), 0);
  }

  private Set<String> keys(String question, Set<String> wanted, int times) throws SQLException {
    Set<String> keys = new HashSet<>();
    try (PreparedStatement query = connection.prepareStatement(question)) {
      for (int i = 1; i <= times; i++) {
        query.setArray(i, connection.createArrayOf("text", wanted.toArray()));
      }
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          keys.add(rows.getString(1));
        }
      }
    }
    return keys;
  }

  private List<Long> oids(String question, Object[] wanted) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(question)) {
      query.setArray(1, connection.createArrayOf("text", wanted));
      return numbers(query);
    }
  }

  private List<Long> oids(String question, long oid) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(question)) {
      query.setLong(1, oid);
      return numbers(query);
    }
  }

  private static List<Long> numbers(PreparedStatement query) throws SQLException {
    List<Long> found = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        found.add(rows.getLong(1));
      }
    }
    return found;
  }
}
