-- Rollback for: 006

drop view plan_progress;
