create table incidents (
  id integer primary key,
  ticket_id text not null unique,
  title text not null,
  category text not null,
  severity text not null check (severity in ('low', 'high')),
  occurred_at text not null
);

create index incidents_by_category on incidents (category, occurred_at);

create table patterns (
  id integer primary key,
  category text not null unique,
  incidents integer not null,
  first_seen text not null,
  last_seen text not null
);
