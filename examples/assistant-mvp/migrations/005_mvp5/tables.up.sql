create table organisations (
  id integer primary key,
  name text not null unique
);

create table members (
  organisation_id integer not null references organisations (id),
  name text not null,
  role text not null check (role in ('reader', 'author', 'owner')),
  primary key (organisation_id, name)
);

create table audit_log (
  id integer primary key,
  at text not null,
  what text not null
);

create table search_documents (
  id integer primary key,
  title text not null,
  category text not null
);

create table project_names (
  id integer primary key,
  name text not null
);

create trigger incident_audited after update on incidents
begin
  insert into audit_log (at, what) values (datetime('now'), 'incident ' || old.id);
end;

insert into organisations values (1, 'Everybody');
insert into members values (1, 'root', 'owner');
