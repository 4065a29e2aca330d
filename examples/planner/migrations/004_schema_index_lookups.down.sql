-- Rollback for: 004

drop index plans_by_owner;
drop index tasks_by_plan;
