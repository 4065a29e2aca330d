create role "snap Reader" nologin;
create schema "Sales & co";
comment on schema "Sales & co" is 'it''s sales';
create schema empty_one;
create extension if not exists pg_trgm with schema "Sales & co";
create extension if not exists citext;
create type mood as enum ('sad', 'it''s ok', 'happy');
alter type mood add value 'calm' before 'happy';
comment on type mood is 'how one feels';
create function is_good(t text) returns boolean language sql immutable as $$ select t is null or t <> 'bad;' $$;
comment on function is_good(text) is 'says; whether $$ it is';
create domain good_text as text collate "C" default 'fine' constraint not_bad check (public.is_good(value));
create domain must as int not null constraint positive check (value > 0);
comment on constraint positive on domain must is 'more than nothing';
create type address as (street text, "No." int, felt mood);
create type span as range (subtype = float8, subtype_diff = float8mi);
create sequence numbers as smallint increment by 5 minvalue -10 maxvalue 1000 start with 20 cache 3 cycle;
select nextval('numbers');
create sequence fresh;
create table customer (
  id bigint generated always as identity (start with 100 increment by 10) primary key,
  name citext not null unique,
  felt mood default 'happy'::mood,
  "where" address,
  tags text[] default array['a,b', 'c'],
  note good_text,
  size must default 1,
  spans span,
  raw bytea,
  doc jsonb,
  born date, seen timestamptz, took interval, price numeric(12,3), cash money, real4 real, big float8,
  initial text generated always as (upper(substr(note::text, 1, 1))) stored,
  doubled numeric generated always as (price * 2) virtual
) with (fillfactor = 70, toast.autovacuum_enabled = false);
alter table customer alter column raw set storage external, alter column doc set compression pglz, alter column name set statistics 500;
alter table customer add column gone int; alter table customer drop column gone;
alter table customer add column later text collate "C" default 'x';
comment on table customer is E'two\nlines \\ and a tab\t';
comment on column customer."where" is 'place';
insert into customer (name, felt, "where", tags, note, spans, raw, doc, born, seen, took, price, cash, real4, big)
  select 'c' || i, (enum_range(null::mood))[1 + i % 4], row('st ' || i, i, 'sad')::address, array['x' || i, null],
    case i % 3 when 0 then null when 1 then E'tab\tback\\slash\nline' else 'ünï\u2603' end, span(i, i + 1.5),
    decode(md5(i::text), 'hex'), jsonb_build_object('i', i), date '2020-02-29' + i, timestamptz '2020-02-29 12:00+05' + i * interval '1 h',
    i * interval '1 day 2:03:04.5', i / 7.0, i::money, i / 3.0, i / 3.0 from generate_series(1, 300) i;
create table "Sales & co"."order" (
  id serial primary key, customer bigint not null references customer (id) on delete cascade deferrable initially deferred,
  placed timestamptz not null default now(), state text constraint known check (state in ('new', 'paid')) not null,
  during tsrange, exclude using gist (during with &&)
);
alter table "Sales & co"."order" replica identity full;
insert into "Sales & co"."order" (customer, state) select id, 'new' from customer limit 50;
set constraints all immediate;
alter table "Sales & co"."order" add constraint later_on check (customer > 100) not valid;
create table part (id int not null, at date not null, amount numeric, unique (id, at)) partition by range (at);
comment on constraint part_id_at_key on part is 'one a day';
create table part_2020 partition of part for values from ('2020-01-01') to ('2021-01-01');
create table part_rest (at date not null, extra text, amount numeric, id int not null);
alter table part_rest drop column extra;
alter table part attach partition part_rest default;
create table part_2021 partition of part for values from ('2021-01-01') to ('2022-01-01') partition by hash (id);
create table part_2021_0 partition of part_2021 for values with (modulus 2, remainder 0);
create table part_2021_1 partition of part_2021 for values with (modulus 2, remainder 1);
create index part_amount on part (amount desc nulls last) include (id) where amount > 0;
insert into part select i, date '2020-06-01' + i * 3, i from generate_series(1, 400) i;
alter table part add constraint small check (amount < 1000000);
create table refers (id int, at date, foreign key (id, at) references part (id, at));
create table parent (a int constraint a_pos check (a > 0), b text);
create table child (c int) inherits (parent);
create table loner (like parent including all, d int);
alter table loner inherit parent;
insert into parent values (1, 'p'); insert into child values (2, 'c', 3); insert into loner values (4, 'l', 5);
create unlogged table quick (k int primary key, v text);
create table nothing ();
insert into nothing default values;
create index customer_doc on customer using gin (doc jsonb_path_ops);
create index customer_trgm on customer using gist ((name::text) "Sales & co".gist_trgm_ops);
comment on index customer_doc is 'finds';
create unique index customer_lower on customer (lower(name::text)) with (fillfactor = 50);
alter table customer cluster on customer_lower;
create statistics customer_stats (dependencies, ndistinct) on felt, size from customer;
create view grouped as select c.id, c.name, count(*) as orders from customer c join "Sales & co"."order" o on o.customer = c.id group by c.id;
create view over_view with (security_barrier = true) as select name as "The name", orders from grouped where orders > 0;
comment on column over_view."The name" is 'shown';
create recursive view counts (n) as values (1) union all select n + 1 from counts where n < 5;
create materialized view totals as select state, count(*) as n from "Sales & co"."order" group by state;
create unique index totals_state on totals (state);
create materialized view twice as select sum(n) as n from totals;
create materialized view unfilled as select 1 as one with no data;
create function on_view(v grouped) returns text language sql stable begin atomic; select (v).name::text || ';'; end;
create function touched() returns trigger language plpgsql as $body$ begin new.later := 'it''s; $$touched$$'; return new; end $body$;
create trigger touch before update of note on customer for each row when (old.note is distinct from new.note) execute function touched();
create trigger part_touch after insert on part for each row execute function touched();
create trigger off before insert on customer for each statement execute function touched();
alter table customer disable trigger off;
comment on trigger touch on customer is 'touches';
create rule no_delete as on delete to quick do instead nothing;
create procedure tidy(inout n int default 3) language plpgsql as $$ begin n := n + 1; end $$;
create aggregate longest(text) (sfunc = textcat, stype = text, initcond = '');
create function many(variadic int[] default '{}') returns setof int language sql as 'select unnest($1)';
alter table customer enable row level security;
create policy own on customer for select to "snap Reader" using (name = current_user);
create policy all_of_it on customer as restrictive using (true) with check (size > 0);
grant usage on schema "Sales & co" to "snap Reader";
grant select, insert on customer to "snap Reader" with grant option;
grant update (note) on customer to "snap Reader";
grant select on grouped to public;
revoke execute on function is_good(text) from public;
grant execute on function is_good(text) to "snap Reader";
create table theirs (a int);
alter sequence numbers owned by theirs.a;
alter table theirs owner to "snap Reader";
create table defaults_from (a int default nextval('fresh'), b text default public.is_good('x')::text);
create publication news for table customer (id, name), refers;
