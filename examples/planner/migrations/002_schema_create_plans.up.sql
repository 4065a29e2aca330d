-- Version: 002
-- Description: Plans with their tasks
-- Author: The planner's team
-- Date: 2025-01-12
-- Dependencies: 001

create table plans (
  id integer primary key,
  owner_id integer not null references users (id),
  title text not null,
  status text not null default 'draft',
  created_at text not null
);

create table tasks (
  id integer primary key,
  plan_id integer not null references plans (id) on delete cascade,
  title text not null,
  minutes integer not null default 0,
  done integer not null default 0
);
