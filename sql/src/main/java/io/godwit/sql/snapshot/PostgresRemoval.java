package io.godwit.sql.snapshot;

import java.util.List;

/**
 * What has to go before a snapshot comes, statement for statement. Types go together and without
 * {@code cascade}: what an undo has kept may be of one of them, and is not to lose a column.
 */
final class PostgresRemoval {

  static final List<String> QUERIES =
      List.of(
          """
          select 'drop ' || rel.kind || ' if exists ' || rel.name || ' cascade'
          from rel where rel.relkind in ('v', 'm') order by rel.name
          """,
          """
          select 'drop table if exists ' || rel.name || ' cascade'
          from rel where rel.relkind in ('r', 'p') order by rel.name
          """,
          """
          select 'drop routine if exists ' || quote_ident(n.nspname) || '.' || quote_ident(p.proname)
            || '(' || case when p.prokind = 'a' and p.pronargs = 0 then '*'
            else pg_get_function_identity_arguments(p.oid) end || ') cascade'
          from pg_proc p join pg_namespace n on n.oid = p.pronamespace
          where @theirs and @everything and not @made(pg_proc, p.oid) order by 1
          """,
          """
          select 'drop sequence if exists ' || rel.name || ' cascade'
          from rel where rel.relkind = 'S' order by rel.name
          """,
          """
          select 'drop type ' || string_agg(x.name, ', ' order by x.name) from (
            select quote_ident(n.nspname) || '.' || quote_ident(t.typname) as name
            from pg_type t join pg_namespace n on n.oid = t.typnamespace
            where t.typtype in ('d', 'e', 'r') and @theirs and @everything
              and not @extension(pg_type, t.oid)
            union all
            select rel.name from rel where rel.relkind = 'c') x
          """);

  /** The same for a scope, without {@code cascade}: what others have built on it is not dropped. */
  static final List<String> SCOPED =
      List.of(
          """
          select 'drop view ' || string_agg(rel.name, ', ' order by rel.name)
          from rel where rel.relkind = 'v'
          """,
          """
          select 'drop table ' || string_agg(rel.name, ', ' order by rel.name)
          from rel where rel.relkind in ('r', 'p')
          """,
          """
          select 'drop sequence ' || rel.name from rel where rel.relkind = 'S' and not exists (
            select 1 from pg_depend p where p.classid = 'pg_class'::regclass
            and p.objid = rel.oid and p.deptype in ('a', 'i') and p.refobjsubid > 0)
          order by rel.name
          """);

  /** Extensions and schemas that a snapshot may not have: kind and name. */
  static final String SURROUNDINGS =
      """
      select 'extension', quote_ident(extname) from pg_extension where extname <> 'plpgsql'
      union all
      select 'schema', quote_ident(n.nspname) from pg_namespace n
      where n.nspname not in ('pg_catalog', 'information_schema')
        and n.nspname !~ '^(pg_|godwit)' order by 1, 2
      """;

  private PostgresRemoval() {}
}
