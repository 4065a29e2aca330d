package io.godwit.sql.snapshot;

import io.godwit.sql.Dialect;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The questions to PostgreSQL's catalogs whose answers are the statements that make a database
 * again: phase, key, needed keys, what it is, mode, statement. The order of phases is that of
 * {@code pg_dump}: what rows need, rows, then what is quicker to make after them. The search path
 * is empty when they are asked, so that every name comes with its schema.
 *
 * <p>Owners are kept where they are not the one who captures, so that a snapshot fits a database of
 * another user; what belongs to an extension is left to the extension.
 */
final class PostgresParts {

  /** Relations that a snapshot is of; a scope is a beginning of names, or empty for all. */
  private static final String RELATIONS =
      """
      with rel as (
        select c.*, quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name,
          case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then
          'sequence' when 'c' then 'type' else 'table' end as kind
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'v', 'm', 'f', 'c', 'S') and @theirs and c.relname not like 'godwit\\_%' and @within
          and c.relpersistence <> 't' and not @extension(pg_class, c.oid))
      """;

  private static final String SCHEMAS =
      """
      select 0, 'n' || n.oid, '', 'schema ' || quote_ident(n.nspname), 'do',
        'create schema if not exists ' || quote_ident(n.nspname)
      from pg_namespace n where @theirs and @everything and not @extension(pg_namespace, n.oid)
      """;

  private static final String EXTENSIONS =
      """
      select 1, 'e' || e.oid, '', 'extension ' || quote_ident(e.extname), 'do',
        'create extension if not exists ' || quote_ident(e.extname) || ' with schema '
        || quote_ident(n.nspname)
      from pg_extension e join pg_namespace n on n.oid = e.extnamespace
      where @everything and e.extname <> 'plpgsql'
      """;

  private static final String TYPES =
      """
      select 2, 't' || t.oid, '', 'type ' || x.name, 'do', case t.typtype
        when 'e' then 'create type ' || x.name || ' as enum (' || coalesce((select
          string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder)
          from pg_enum e where e.enumtypid = t.oid), '') || ')'
        when 'd' then 'create domain ' || x.name || ' as ' || format_type(t.typbasetype, t.typtypmod)
          || case when t.typcollation <> b.typcollation
             then ' collate ' || t.typcollation::regcollation::text else '' end
          || coalesce(' default ' || pg_get_expr(t.typdefaultbin, 0), '')
          || case when t.typnotnull then ' not null' else '' end
          || coalesce((select string_agg(' constraint ' || quote_ident(k.conname) || ' '
             || pg_get_constraintdef(k.oid), '' order by k.conname) from pg_constraint k
             where k.contypid = t.oid and k.contype = 'c' and k.convalidated), '')
        else 'create type ' || x.name || ' as range (subtype = ' || format_type(r.rngsubtype, null)
          || ', subtype_opclass = ' || (select quote_ident(n2.nspname) || '.' || quote_ident(o.opcname)
             from pg_opclass o join pg_namespace n2 on n2.oid = o.opcnamespace
             where o.oid = r.rngsubopc)
          || case when r.rngcollation <> 0 then ', collation = ' || r.rngcollation::regcollation::text
             else '' end
          || case when r.rngsubdiff <> 0 then ', subtype_diff = ' || r.rngsubdiff::regproc::text
             else '' end
          || ', multirange_type_name = ' || r.rngmultitypid::regtype::text || ')'
        end
      from pg_type t join pg_namespace n on n.oid = t.typnamespace
        left join pg_type b on b.oid = t.typbasetype left join pg_range r on r.rngtypid = t.oid
        cross join lateral (select quote_ident(n.nspname) || '.' || quote_ident(t.typname) as name) x
      where t.typtype in ('d', 'e', 'r') and @theirs and @everything
        and not @extension(pg_type, t.oid)
      union all
      select 14, '', 't' || t.oid, 'constraint ' || quote_ident(k.conname) || ' of ' || x.name, 'do',
        'alter domain ' || x.name || ' add constraint ' || quote_ident(k.conname) || ' '
        || pg_get_constraintdef(k.oid)
      from pg_constraint k join pg_type t on t.oid = k.contypid
        join pg_namespace n on n.oid = t.typnamespace
        cross join lateral (select quote_ident(n.nspname) || '.' || quote_ident(t.typname) as name) x
      where k.contype = 'c' and not k.convalidated and @theirs and @everything
        and not @extension(pg_type, t.oid)
      """;

  private static final String ROUTINES =
      """
      select 3, 'p' || p.oid, '', 'routine ' || p.oid::regprocedure::text, 'do', case
        when p.prokind <> 'a' then pg_get_functiondef(p.oid)
        else 'create aggregate ' || quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '('
          || coalesce(nullif(pg_get_function_arguments(p.oid), ''), '*') || ') (sfunc = '
          || a.aggtransfn::regproc::text || ', stype = ' || format_type(a.aggtranstype, null)
          || case when a.aggtransspace <> 0 then ', sspace = ' || a.aggtransspace else '' end
          || case when a.aggfinalfn <> 0 then ', finalfunc = ' || a.aggfinalfn::regproc::text
             || case when a.aggfinalextra then ', finalfunc_extra' else '' end else '' end
          || case when a.aggcombinefn <> 0 then ', combinefunc = ' || a.aggcombinefn::regproc::text
             else '' end
          || case when a.aggserialfn <> 0 then ', serialfunc = ' || a.aggserialfn::regproc::text
             || ', deserialfunc = ' || a.aggdeserialfn::regproc::text else '' end
          || coalesce(', initcond = ' || quote_literal(a.agginitval), '')
          || case p.proparallel when 's' then ', parallel = safe' when 'r' then
             ', parallel = restricted' else '' end || ')'
        end
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        left join pg_aggregate a on a.aggfnoid = p.oid
      where @theirs and @everything and not @made(pg_proc, p.oid)
      """;

  private static final String TABLES =
      """
      select 4, 'c' || rel.oid, '', rel.kind || ' ' || rel.name, 'do',
        case when rel.relkind = 'c' then 'create type ' || rel.name || ' as ('
          else 'create ' || case rel.relpersistence when 'u' then 'unlogged ' else '' end
            || 'table ' || rel.name || ' (' end
        || coalesce(chr(10) || '  ' || (select string_agg(quote_ident(a.attname) || ' '
          || format_type(a.atttypid, a.atttypmod)
          || case when a.attcollation <> t.typcollation
             then ' collate ' || a.attcollation::regcollation::text else '' end
          || case a.attgenerated
             when 's' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
             when 'v' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') virtual'
             else '' end
          || case when a.attidentity <> '' and not rel.relispartition then ' generated '
             || case a.attidentity when 'a' then 'always' else 'by default' end
             || ' as identity (sequence name ' || i.name || ' ' || i.options || ')' else '' end
          || case when a.attnotnull then coalesce(' constraint ' || quote_ident(k.conname), '')
             || ' not null' || case when k.connoinherit then ' no inherit' else '' end else '' end,
          ',' || chr(10) || '  ' order by a.attnum)
          from pg_attribute a join pg_type t on t.oid = a.atttypid
            left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            left join pg_constraint k on k.conrelid = a.attrelid and k.contype = 'n'
              and k.conkey = array[a.attnum] and k.convalidated
            left join lateral (select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name,
              @options as options
              from pg_depend p join pg_class c on c.oid = p.objid and c.relkind = 'S'
                join pg_namespace n on n.oid = c.relnamespace join pg_sequence s on s.seqrelid = c.oid
              where p.classid = 'pg_class'::regclass and p.refclassid = 'pg_class'::regclass
                and p.refobjid = a.attrelid and p.refobjsubid = a.attnum and p.deptype = 'i') i on true
          where a.attrelid = rel.oid and a.attnum > 0 and not a.attisdropped) || chr(10), '') || ')'
        || case when rel.relkind = 'p' then ' partition by ' || pg_get_partkeydef(rel.oid) else '' end
        || coalesce(' with (' || array_to_string(rel.reloptions || (select
             array_agg('toast.' || o) from pg_class x, unnest(x.reloptions) o
             where x.oid = rel.reltoastrelid), ', ') || ')', '')
      from rel where rel.relkind in ('r', 'p', 'c')
      union all
      select 4, 'c' || rel.oid, '', 'sequence ' || rel.name, 'do', 'create '
        || case rel.relpersistence when 'u' then 'unlogged ' else '' end || 'sequence ' || rel.name
        || ' as ' || format_type(s.seqtypid, null) || ' ' || @options
      from rel join pg_sequence s on s.seqrelid = rel.oid
      where not exists (select 1 from pg_depend p where p.classid = 'pg_class'::regclass
        and p.objid = rel.oid and p.deptype = 'i')
      union all
      select 6, '', 'c' || rel.oid || ' c' || i.inhparent, 'table ' || rel.name || ' of '
        || i.inhparent::regclass::text || ' ' || i.inhseqno, 'do',
        case when rel.relispartition then 'alter table only ' || i.inhparent::regclass::text
          || ' attach partition ' || rel.name || ' ' || pg_get_expr(rel.relpartbound, rel.oid)
        else 'alter table only ' || rel.name || ' inherit ' || i.inhparent::regclass::text end
      from rel join pg_inherits i on i.inhrelid = rel.oid where rel.relkind in ('r', 'p')
      union all
      select 7, 'r' || rel.oid, 'c' || rel.oid, 'rows of ' || rel.name, 'copy', rel.name
        || coalesce((select ' (' || string_agg(quote_ident(a.attname), ', ' order by a.attnum) || ')'
          from pg_attribute a where a.attrelid = rel.oid and a.attnum > 0 and not a.attisdropped
            and a.attgenerated = ''), '')
      from rel where rel.relkind = 'r'
      """;

  private static final String COLUMNS =
      """
      select 5, '', 'c' || rel.oid, 'column ' || rel.name || '.' || quote_ident(a.attname), 'do',
        'alter table only ' || rel.name || ' alter column ' || quote_ident(a.attname) || ' ' || x.what
      from rel join pg_attribute a on a.attrelid = rel.oid and a.attnum > 0 and not a.attisdropped
        join pg_type t on t.oid = a.atttypid
        cross join lateral (values
          (case when a.attstorage <> t.typstorage then 'set storage ' || case a.attstorage
            when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end
            end),
          (case a.attcompression when 'p' then 'set compression pglz' when 'l' then
            'set compression lz4' end),
          (case when a.attstattarget >= 0 then 'set statistics ' || a.attstattarget end),
          ('set (' || array_to_string(a.attoptions, ', ') || ')')) x(what)
      where rel.relkind in ('r', 'p') and x.what is not null
      union all
      select 8, 'd' || d.oid, 'c' || rel.oid, 'default of ' || rel.name || '.'
        || quote_ident(a.attname), 'do', 'alter table only ' || rel.name || ' alter column '
        || quote_ident(a.attname) || ' set default ' || pg_get_expr(d.adbin, d.adrelid)
      from rel join pg_attrdef d on d.adrelid = rel.oid
        join pg_attribute a on a.attrelid = rel.oid and a.attnum = d.adnum
      where a.attgenerated = ''
      union all
      select 8, '', 'c' || rel.oid || ' c' || p.refobjid, 'owner of sequence ' || rel.name, 'do',
        'alter sequence ' || rel.name || ' owned by ' || p.refobjid::regclass::text || '.'
        || quote_ident(a.attname)
      from rel join pg_depend p on p.classid = 'pg_class'::regclass and p.objid = rel.oid
        and p.refclassid = 'pg_class'::regclass and p.deptype = 'a' and p.refobjsubid > 0
        join pg_attribute a on a.attrelid = p.refobjid and a.attnum = p.refobjsubid
      where rel.relkind = 'S'
      """;

  /**
   * Checks that partitions and children share with their parents must be there when they are
   * attached; the others are looked at once, when the rows are there. An index of a partition is
   * made by itself and attached, as every index is: {@code only} keeps the parent's from making it.
   */
  private static final String CONSTRAINTS =
      """
      select case when k.contype = 'c' and x.family then 5 when k.contype = 'c' then 9
          when k.contype = 'n' then 9 when k.contype = 'f' then 13 else 10 end,
        'k' || k.oid, 'c' || rel.oid, 'constraint ' || quote_ident(k.conname) || ' of ' || rel.name,
        'do', 'alter table ' || case when k.contype = 'f' and rel.relkind = 'p' then '' else 'only '
        end || rel.name || ' add constraint ' || quote_ident(k.conname) || ' '
        || pg_get_constraintdef(k.oid)
      from rel join pg_constraint k on k.conrelid = rel.oid
        cross join lateral (select exists (select 1 from pg_inherits i
          where rel.oid in (i.inhrelid, i.inhparent)) as family) x
      where k.contype in ('p', 'u', 'x', 'c', 'f', 'n') and (k.contype <> 'n' or not k.convalidated)
        and (k.contype <> 'f' or k.conparentid = 0)
      union all
      select 10, case when k.oid is null then 'c' || i.indexrelid else '' end, 'c' || rel.oid
        || coalesce(' k' || k.oid, ''), 'index ' || i.indexrelid::regclass::text, 'do',
        case when k.oid is null then pg_get_indexdef(i.indexrelid) else 'alter index '
          || i.indexrelid::regclass::text || ' set (' || array_to_string(x.reloptions, ', ') || ')'
        end
      from rel join pg_index i on i.indrelid = rel.oid join pg_class x on x.oid = i.indexrelid
        left join pg_constraint k on k.conindid = i.indexrelid and k.conrelid = i.indrelid
          and k.contype in ('p', 'u', 'x')
      where k.oid is null or x.reloptions is not null
      union all
      select 11, '', (select string_agg(case when k.oid is null then 'c' || o else 'k' || k.oid end,
          ' ') from unnest(array[h.inhrelid, h.inhparent]) o left join pg_constraint k
          on k.conindid = o and k.contype in ('p', 'u', 'x') and k.conrelid = (select indrelid
          from pg_index where indexrelid = o)),
        'index ' || h.inhrelid::regclass::text || ' of ' || h.inhparent::regclass::text, 'do',
        'alter index ' || h.inhparent::regclass::text || ' attach partition '
        || h.inhrelid::regclass::text
      from rel join pg_index i on i.indrelid = rel.oid join pg_inherits h on h.inhrelid = i.indexrelid
      union all
      select 12, '', 'c' || rel.oid, 'index order of ' || rel.name, 'do', 'alter table only '
        || rel.name || ' ' || x.what || ' ' || (select quote_ident(c.relname) from pg_class c
        where c.oid = i.indexrelid)
      from rel join pg_index i on i.indrelid = rel.oid cross join lateral (values
        (case when i.indisclustered then 'cluster on' end),
        (case when i.indisreplident then 'replica identity using index' end)) x(what)
      where rel.relkind in ('r', 'p') and x.what is not null
      """;

  private static final String VIEWS =
      """
      select 14, 'c' || rel.oid, '', rel.kind || ' ' || rel.name, 'do', 'create ' || rel.kind || ' '
        || rel.name || coalesce(' with (' || array_to_string(rel.reloptions, ', ') || ')', '')
        || ' as ' || rtrim(pg_get_viewdef(rel.oid), ';')
        || case when rel.relkind = 'm' then ' with no data' else '' end
      from rel where rel.relkind in ('v', 'm')
      union all
      select 16, 'f' || rel.oid, 'c' || rel.oid || coalesce((select ' '
          || string_agg(distinct 'f' || d.refobjid, ' ') from pg_rewrite w join pg_depend d
          on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
          and d.refclassid = 'pg_class'::regclass and d.refobjid <> rel.oid
          join pg_class m on m.oid = d.refobjid and m.relkind = 'm' where w.ev_class = rel.oid), ''),
        'content of ' || rel.name, 'do', 'refresh materialized view ' || rel.name
      from rel where rel.relkind = 'm' and rel.relispopulated
      """;

  private static final String BEHAVIOUR =
      """
      select 17, '', 'c' || rel.oid, 'rule ' || quote_ident(r.rulename) || ' of ' || rel.name, 'do',
        rtrim(pg_get_ruledef(r.oid), ';')
      from rel join pg_rewrite r on r.ev_class = rel.oid where r.rulename <> '_RETURN'
      union all
      select 17, '', 'c' || rel.oid, 'trigger ' || quote_ident(t.tgname) || ' of ' || rel.name, 'do',
        pg_get_triggerdef(t.oid)
      from rel join pg_trigger t on t.tgrelid = rel.oid where not t.tgisinternal and t.tgparentid = 0
      union all
      select 18, '', 'c' || rel.oid, x.kind || ' ' || quote_ident(x.name) || ' of ' || rel.name, 'do',
        'alter table only ' || rel.name || case x.enabled when 'D' then ' disable ' when 'R' then
        ' enable replica ' when 'A' then ' enable always ' else ' enable ' end || x.kind || ' '
        || quote_ident(x.name)
      from rel cross join lateral (
        select 'trigger' as kind, t.tgname as name, t.tgenabled as enabled from pg_trigger t
        left join pg_trigger o on o.oid = t.tgparentid
        where t.tgrelid = rel.oid and not t.tgisinternal
          and t.tgenabled <> coalesce(o.tgenabled, 'O')
        union all
        select 'rule', r.rulename, r.ev_enabled from pg_rewrite r
        where r.ev_class = rel.oid and r.rulename <> '_RETURN' and r.ev_enabled <> 'O') x
      union all
      select 17, '', 'c' || rel.oid, 'policy ' || quote_ident(p.polname) || ' of ' || rel.name, 'do',
        'create policy ' || quote_ident(p.polname) || ' on ' || rel.name || ' as '
        || case when p.polpermissive then 'permissive' else 'restrictive' end || ' for '
        || case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update'
           when 'd' then 'delete' else 'all' end
        || ' to ' || (select string_agg(case when o = 0 then 'public' else quote_ident(a.rolname)
           end, ', ' order by a.rolname) from unnest(p.polroles) o left join pg_roles a on a.oid = o)
        || coalesce(' using (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
        || coalesce(' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '')
      from rel join pg_policy p on p.polrelid = rel.oid
      union all
      select 18, '', 'c' || rel.oid, 'security of ' || rel.name, 'do', 'alter table only ' || rel.name
        || ' ' || x.what
      from rel cross join lateral (values
        (case when rel.relrowsecurity then 'enable row level security' end),
        (case when rel.relforcerowsecurity then 'force row level security' end),
        (case rel.relreplident when 'f' then 'replica identity full' when 'n' then
          'replica identity nothing' end)) x(what)
      where rel.relkind in ('r', 'p') and x.what is not null
      union all
      select 17, '', 'c' || rel.oid, 'statistics ' || quote_ident(s.stxname), 'do',
        pg_get_statisticsobjdef(s.oid)
      from rel join pg_statistic_ext s on s.stxrelid = rel.oid
      """;

  private static final String COMMENTS =
      """
      select 20, '', '', 'comment on ' || x.what, 'do', 'comment on ' || x.what || ' is '
        || quote_literal(d.description)
      from pg_description d join lateral (
        select case when d.objsubid > 0 then 'column ' || rel.name || '.' || quote_ident(a.attname)
          else rel.kind || ' ' || rel.name end as what
        from rel left join pg_attribute a on a.attrelid = rel.oid and a.attnum = d.objsubid
          and d.objsubid > 0
        where d.classoid = 'pg_class'::regclass and rel.oid = d.objoid
        union all
        select 'index ' || i.indexrelid::regclass::text from rel join pg_index i
          on i.indrelid = rel.oid
        where d.classoid = 'pg_class'::regclass and i.indexrelid = d.objoid
        union all
        select 'constraint ' || quote_ident(k.conname) || ' on ' || rel.name from rel
          join pg_constraint k on k.conrelid = rel.oid
        where d.classoid = 'pg_constraint'::regclass and k.oid = d.objoid
        union all
        select 'constraint ' || quote_ident(k.conname) || ' on domain ' || k.contypid::regtype::text
          from pg_constraint k join pg_type t on t.oid = k.contypid join pg_namespace n
          on n.oid = t.typnamespace
        where d.classoid = 'pg_constraint'::regclass and k.oid = d.objoid and @theirs and @everything
        union all
        select 'trigger ' || quote_ident(t.tgname) || ' on ' || rel.name from rel
          join pg_trigger t on t.tgrelid = rel.oid
        where d.classoid = 'pg_trigger'::regclass and t.oid = d.objoid
        union all
        select 'rule ' || quote_ident(t.rulename) || ' on ' || rel.name from rel
          join pg_rewrite t on t.ev_class = rel.oid
        where d.classoid = 'pg_rewrite'::regclass and t.oid = d.objoid
        union all
        select 'policy ' || quote_ident(t.polname) || ' on ' || rel.name from rel
          join pg_policy t on t.polrelid = rel.oid
        where d.classoid = 'pg_policy'::regclass and t.oid = d.objoid
        union all
        select 'statistics ' || quote_ident(n.nspname) || '.' || quote_ident(s.stxname) from rel
          join pg_statistic_ext s on s.stxrelid = rel.oid join pg_namespace n on n.oid = s.stxnamespace
        where d.classoid = 'pg_statistic_ext'::regclass and s.oid = d.objoid
        union all
        select case p.prokind when 'a' then 'aggregate ' when 'p' then 'procedure ' else 'function '
          end || case when p.prokind = 'a' and p.pronargs = 0 then quote_ident(n.nspname) || '.'
          || quote_ident(p.proname) || '(*)' else p.oid::regprocedure::text end
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where d.classoid = 'pg_proc'::regclass and p.oid = d.objoid and @theirs and @everything
          and not @made(pg_proc, p.oid)
        union all
        select case t.typtype when 'd' then 'domain ' else 'type ' end || t.oid::regtype::text
        from pg_type t join pg_namespace n on n.oid = t.typnamespace
        where d.classoid = 'pg_type'::regclass and t.oid = d.objoid and @theirs and @everything
          and t.typtype in ('d', 'e', 'r') and not @extension(pg_type, t.oid)
        union all
        select 'schema ' || quote_ident(n.nspname) from pg_namespace n
        where d.classoid = 'pg_namespace'::regclass and n.oid = d.objoid and @theirs and @everything
          and n.nspname <> 'public') x on true
      """;

  private static final String ACCESS =
      """
      , owned as (
        select case when rel.kind = 'type' then 'type' else rel.kind end as kind,
          case rel.kind when 'sequence' then 'sequence' when 'type' then 'type' else 'table' end
          as granted, rel.name, rel.relowner as owner, rel.relacl as acl, true as made,
          not exists (select 1 from pg_depend p where p.classid = 'pg_class'::regclass
            and p.objid = rel.oid and p.deptype in ('a', 'i') and p.refobjsubid > 0
            and rel.relkind = 'S') as free
        from rel
        union all
        select 'schema', 'schema', quote_ident(n.nspname), n.nspowner, n.nspacl, false, true
        from pg_namespace n where @theirs and @everything and not @extension(pg_namespace, n.oid)
        union all
        select 'routine', 'routine', quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '('
          || pg_get_function_identity_arguments(p.oid) || ')', p.proowner, p.proacl, true,
          p.prokind <> 'a' or p.pronargs > 0
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where @theirs and @everything and not @made(pg_proc, p.oid)
        union all
        select 'type', 'type', t.oid::regtype::text, t.typowner, t.typacl, true, true
        from pg_type t join pg_namespace n on n.oid = t.typnamespace
        where t.typtype in ('d', 'e', 'r') and @theirs and @everything
          and not @extension(pg_type, t.oid))
      select 21, '', '', 'owner of ' || o.kind || ' ' || o.name, 'soft', 'alter ' || o.kind || ' '
        || o.name || ' owner to ' || quote_ident(r.rolname)
      from owned o join pg_roles r on r.oid = o.owner
      where r.rolname <> current_user and r.rolname !~ '^pg_' and o.free
      union all
      select 22, '', '', 'grants on ' || o.granted || ' ' || o.name, 'do', 'revoke all on '
        || o.granted || ' ' || o.name || ' from public'
      from owned o where o.made and o.acl is not null
      union all
      select 23, '', '', 'grant on ' || o.granted || ' ' || o.name || ' to ' || x.to_whom, 'soft',
        'grant ' || string_agg(x.privilege_type, ', ' order by x.privilege_type) || ' on '
        || o.granted || ' ' || o.name || ' to ' || x.to_whom
        || case when x.is_grantable then ' with grant option' else '' end
      from owned o cross join lateral (select a.privilege_type, a.is_grantable,
          case when a.grantee = 0 then 'public' else quote_ident(g.rolname) end as to_whom
        from aclexplode(o.acl) a left join pg_roles g on g.oid = a.grantee
        where a.grantee <> o.owner and (a.grantee = 0 or g.rolname is not null)) x
      group by o.granted, o.name, x.to_whom, x.is_grantable
      union all
      select 23, '', '', 'grant on column ' || rel.name || '.' || quote_ident(c.attname) || ' to '
        || x.to_whom, 'soft', 'grant ' || string_agg(x.privilege_type || ' ('
        || quote_ident(c.attname) || ')', ', ' order by x.privilege_type) || ' on ' || rel.name
        || ' to ' || x.to_whom || case when x.is_grantable then ' with grant option' else '' end
      from rel join pg_attribute c on c.attrelid = rel.oid and c.attnum > 0 and not c.attisdropped
        cross join lateral (select a.privilege_type, a.is_grantable,
          case when a.grantee = 0 then 'public' else quote_ident(g.rolname) end as to_whom
        from aclexplode(c.attacl) a left join pg_roles g on g.oid = a.grantee
        where a.grantee <> rel.relowner and (a.grantee = 0 or g.rolname is not null)) x
      group by rel.name, c.attname, x.to_whom, x.is_grantable
      union all
      select 24, '', '', 'publication ' || quote_ident(p.pubname) || ' of ' || rel.name, 'soft',
        'alter publication ' || quote_ident(p.pubname) || ' add table only ' || rel.name
        || coalesce((select ' (' || string_agg(quote_ident(a.attname), ', ' order by a.attnum) || ')'
          from pg_attribute a where a.attrelid = rel.oid
            and a.attnum::text = any(string_to_array(to_jsonb(m) ->> 'prattrs', ' '))), '')
      from rel join pg_publication_rel m on m.prrelid = rel.oid
        join pg_publication p on p.oid = m.prpubid
      """;

  /** What holds on to a thing that is a node of the graph: who, what. */
  private static final String NEEDS =
      """
      with node as (
        select 'pg_class'::regclass::oid as class, c.oid, case when k.oid is null then 'c' || c.oid
          else 'k' || k.oid end as key
        from pg_class c left join pg_constraint k on c.relkind in ('i', 'I') and k.conindid = c.oid
          and k.contype in ('p', 'u', 'x')
        union all
        select 'pg_type'::regclass, t.oid, case when t.typrelid <> 0 then 'c' || t.typrelid
          when e.typrelid <> 0 then 'c' || e.typrelid when e.oid is not null then 't' || e.oid
          when r.rngtypid is not null then 't' || r.rngtypid else 't' || t.oid end
        from pg_type t left join pg_type e on e.oid = t.typelem and t.typlen = -1
          left join pg_range r on r.rngmultitypid = t.oid
        union all
        select 'pg_proc'::regclass, oid, 'p' || oid from pg_proc
        union all
        select 'pg_extension'::regclass, oid, 'e' || oid from pg_extension
        union all
        select 'pg_constraint'::regclass, oid, case when contypid <> 0 then 't' || contypid
          else 'k' || oid end from pg_constraint
        union all
        select 'pg_rewrite'::regclass, oid, 'c' || ev_class from pg_rewrite
          where rulename = '_RETURN'
        union all
        select 'pg_attrdef'::regclass, d.oid, case when a.attgenerated = '' then 'd' || d.oid
          else 'c' || d.adrelid end from pg_attrdef d join pg_attribute a
          on a.attrelid = d.adrelid and a.attnum = d.adnum)
      select distinct a.key, b.key from pg_depend d join node a on a.class = d.classid
        and a.oid = d.objid join node b on b.class = d.refclassid and b.oid = d.refobjid
      where a.key <> b.key and d.objid >= 16384 and d.refobjid >= 16384
        and d.deptype in ('n', 'a', 'i')
        and not (d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
          and d.refobjsubid > 0 and exists (select 1 from pg_sequence s where s.seqrelid = d.objid))
      """;

  private static final String SEQUENCES =
      "select rel.oid, rel.name from rel where rel.relkind = 'S' order by 2";

  private static final String OPTIONS =
      """
      'increment by ' || s.seqincrement || ' minvalue ' || s.seqmin || ' maxvalue ' || s.seqmax
        || ' start with ' || s.seqstart || ' cache ' || s.seqcache
        || case when s.seqcycle then ' cycle' else ' no cycle' end""";

  private static final String THEIRS =
      "n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~"
          + " '^(pg_toast|pg_temp|godwit)'";

  /** Kinds of things that nothing here makes again. */
  private static final List<String> UNKNOWN_CATALOGS =
      List.of(
          "pg_operator",
          "pg_opclass",
          "pg_opfamily",
          "pg_cast",
          "pg_conversion",
          "pg_collation",
          "pg_ts_config",
          "pg_ts_dict",
          "pg_ts_parser",
          "pg_ts_template",
          "pg_language",
          "pg_am",
          "pg_transform",
          "pg_foreign_data_wrapper",
          "pg_foreign_server",
          "pg_event_trigger");

  private static final String UNKNOWN_FORMS =
      """
      select case rel.relkind when 'f' then 'foreign table ' else 'table of a type: ' end || rel.name
      from rel where rel.relkind = 'f' or (rel.relkind in ('r', 'p') and rel.reloftype <> 0)
      union all
      select 'type ' || t.oid::regtype::text from pg_type t join pg_namespace n
        on n.oid = t.typnamespace left join pg_range r on r.rngtypid = t.oid
      where @theirs and @everything and not @extension(pg_type, t.oid)
        and ((t.typtype = 'b' and t.typelem = 0) or r.rngcanonical <> 0 or (t.typtype = 'p'))
      union all
      select 'aggregate ' || a.aggfnoid::regprocedure::text from pg_aggregate a join pg_proc p
        on p.oid = a.aggfnoid join pg_namespace n on n.oid = p.pronamespace
      where @theirs and @everything and not @made(pg_proc, p.oid)
        and (a.aggkind <> 'n' or a.aggmtransfn <> 0 or a.aggsortop <> 0)
      union all
      select 'row filter of publication ' || quote_ident(p.pubname) || ' of ' || rel.name
      from rel join pg_publication_rel m on m.prrelid = rel.oid
        join pg_publication p on p.oid = m.prpubid where to_jsonb(m) ->> 'prqual' is not null
      union all
      select 'large object ' || l.oid from pg_largeobject_metadata l where @everything
      union all
      select 'security label of ' || pg_describe_object(s.classoid, s.objoid, s.objsubid)
      from pg_seclabel s where @everything
      union all
      select 'default privileges in schema ' || quote_ident(n.nspname) from pg_default_acl a
        join pg_namespace n on n.oid = a.defaclnamespace where @everything and n.nspname <> 'public'
      """;

  /** What an extension has, and what the server makes by itself beside something else. */
  private static final String THING = "@%s\\((\\w+), ([\\w.]+)\\)";

  private final String within;
  private final boolean everything;

  private PostgresParts(String within, boolean everything) {
    this.within = within;
    this.everything = everything;
  }

  /**
   * Questions about relations.
   *
   * @param scope with what their names begin; empty for all, and for what else there is
   */
  PostgresParts(String scope) {
    this("starts_with(c.relname, " + Dialect.POSTGRESQL.literal(scope) + ")", scope.isEmpty());
  }

  /** Questions about these relations only, by their oids. */
  static PostgresParts of(Collection<Long> relations) {
    String oids = relations.stream().map(oid -> ", " + oid).collect(Collectors.joining());
    return new PostgresParts("c.oid in (0" + oids + ")", false);
  }

  /** Questions about all that is no relation: schemas, extensions, types, functions. */
  static PostgresParts withoutRelations() {
    return new PostgresParts("false", true);
  }

  /** What there is; each row a part. */
  List<String> parts() {
    return Stream.of(
            SCHEMAS,
            EXTENSIONS,
            TYPES,
            ROUTINES,
            TABLES,
            COLUMNS,
            CONSTRAINTS,
            VIEWS,
            BEHAVIOUR,
            COMMENTS,
            ACCESS)
        .map(query -> filled(RELATIONS + query))
        .toList();
  }

  /** Which part needs which; each row two keys. */
  String needs() {
    return filled(NEEDS);
  }

  /** The sequences: oid and name. */
  String sequences() {
    return filled(RELATIONS + SEQUENCES);
  }

  /** The names of what there is and cannot be made again. */
  String unknown() {
    String things =
        UNKNOWN_CATALOGS.stream()
            .map(
                catalog ->
                    " union all select pg_describe_object('"
                        + catalog
                        + "'::regclass, o.oid, 0) from "
                        + catalog
                        + " o where o.oid >= 16384 and @everything and not @made("
                        + catalog
                        + ", o.oid)")
            .collect(Collectors.joining());
    return filled(RELATIONS + UNKNOWN_FORMS + things + " order by 1");
  }

  /** What has to go before a snapshot comes; each row a statement, in order. */
  List<String> removal() {
    List<String> all = everything ? PostgresRemoval.QUERIES : PostgresRemoval.SCOPED;
    return all.stream().map(query -> filled(RELATIONS + query)).toList();
  }

  private String filled(String query) {
    return query
        .replace("@options", OPTIONS)
        .replace("@theirs", THEIRS)
        .replace("@everything", Boolean.toString(everything))
        .replace("@within", within)
        .replaceAll(THING.formatted("extension"), belongs("'e'"))
        .replaceAll(THING.formatted("made"), belongs("'e', 'i'"));
  }

  private static String belongs(String how) {
    return "exists (select 1 from pg_depend x where x.classid = '$1'::regclass and x.objid = $2 and"
        + " x.deptype in ("
        + how
        + "))";
  }
}
