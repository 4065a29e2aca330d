create table kb_entries (
  id integer primary key,
  title text not null unique,
  problem text not null,
  solution text not null,
  category text not null check (category in ('batch', 'storage', 'network', 'login')),
  tags text not null default '',
  created_at text not null
);

create index kb_entries_by_category on kb_entries (category);

create table usage_metrics (
  entry_id integer not null references kb_entries (id),
  day text not null,
  hits integer not null,
  primary key (entry_id, day)
);

with recursive n (i) as (select 1 union all select i + 1 from n where i < 400)
insert into kb_entries (id, title, problem, solution, category, tags, created_at)
select i,
       'Entry ' || i,
       'It fails with code S' || (i % 9) || '; again.',
       'Look at the log|Raise the limit to ' || (i % 50) || '|Run it again',
       case i % 4 when 0 then 'batch' when 1 then 'storage' when 2 then 'network' else 'login' end,
       'v' || (i % 3) || ',team' || (i % 5),
       '2026-01-' || substr('0' || (1 + i % 28), -2)
from n;

insert into usage_metrics (entry_id, day, hits)
select id, created_at, id % 17 from kb_entries;
