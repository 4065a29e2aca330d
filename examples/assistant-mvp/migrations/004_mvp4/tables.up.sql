create table projects (
  id integer primary key,
  name text not null unique,
  started text not null
);

insert into projects values (1, 'Platform', '2026-01-01'), (2, 'Accounts', '2026-02-01');

create table templates (
  id integer primary key,
  title text not null,
  category text not null
);

create table template_steps (
  template_id integer not null references templates (id),
  position integer not null,
  step text not null,
  primary key (template_id, position)
);

alter table incidents add column project_id integer references projects (id);

create index incidents_by_project on incidents (project_id);
