-- Version: 001
-- Description: Users
-- Author: The planner's team
-- Date: 2025-01-10

create table users (
  id integer primary key,
  email text not null unique,
  name text not null
);
