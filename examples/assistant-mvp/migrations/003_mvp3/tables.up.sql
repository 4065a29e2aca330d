create table repositories (
  id integer primary key,
  name text not null unique,
  url text not null
);

create table code_files (
  id integer primary key,
  repository_id integer not null references repositories (id),
  path text not null,
  component text not null,
  unique (repository_id, path)
);

create index code_files_by_component on code_files (component);

create table code_links (
  incident_id integer not null references incidents (id),
  file_id integer not null references code_files (id),
  confidence real not null,
  primary key (incident_id, file_id)
);

create index code_links_by_file on code_links (file_id);

insert into repositories values (1, 'assistant', 'https://git.example.org/assistant');

insert into code_files (repository_id, path, component) values
  (1, 'src/batch/run.cbl', 'batch'),
  (1, 'src/storage/pool.c', 'storage'),
  (1, 'src/network/socket.c', 'network'),
  (1, 'src/login/session.c', 'login');
