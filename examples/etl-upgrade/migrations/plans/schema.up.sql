alter table pipelines rename to pipelines_old;

create table pipelines (
  id integer primary key,
  name text not null,
  source text not null check (source in ('orders', 'stock')),
  settings text not null check (json_valid(settings))
);

create table pipeline_change (
  id integer primary key,
  pipeline_id integer not null,
  was text not null,
  became text not null
);

-- A body with semicolons is one statement.
create trigger pipeline_changed after update of settings on pipelines
begin
  insert into pipeline_change (pipeline_id, was, became)
  values (old.id, old.settings, new.settings);
  delete from pipeline_change where was = became;
end;
