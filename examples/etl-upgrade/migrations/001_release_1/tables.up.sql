create table pipelines (
  id integer primary key,
  name text not null,
  source text not null,
  config text not null
);

create table runs (
  id integer primary key,
  pipeline_id integer not null references pipelines (id),
  started text not null,
  rows_read integer not null
);

create index runs_by_day on runs (started);

with recursive n (i) as (select 1 union all select i + 1 from n where i < 2000)
insert into pipelines (id, name, source, config)
select i,
       'pipeline-' || i,
       case i % 2 when 0 then 'orders' else 'stock' end,
       'owner=user' || (i % 7) || ';retries=' || (i % 4)
from n;

insert into runs (pipeline_id, started, rows_read)
select id, '2026-01-' || substr('0' || (1 + id % 28), -2), id * 3 from pipelines;
