-- Version: 003
-- Description: A few plans to begin with
-- Author: The planner's team
-- Date: 2025-01-22
-- Dependencies: 002

insert into users (id, email, name) values
  (1, 'ada@example.org', 'Ada; the first'),
  (2, 'bob@example.org', 'Bob''s account');

insert into plans (id, owner_id, title, status, created_at) values
  (1, 1, 'Move house', 'active', '2025-01-20'),
  (2, 1, 'Learn to sail', 'draft', '2025-01-21'),
  (3, 2, 'Paint -- not /* really */ the fence', 'active', '2025-01-22');

insert into tasks (plan_id, title, minutes, done) values
  (1, 'Pack', 240, 1), (1, 'Carry', 300, 0), (2, 'Find a boat', 60, 0),
  (3, 'Buy paint', 45, 1), (3, 'Paint', 180, 0);
