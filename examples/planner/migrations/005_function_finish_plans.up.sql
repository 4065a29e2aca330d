-- Version: 005
-- Description: A plan is finished with its last task
-- Author: The planner's team
-- Date: 2025-02-17
-- Dependencies: 002

alter table plans add column finished_at text;

create trigger plan_is_finished after update of done on tasks
when not exists (select 1 from tasks where plan_id = new.plan_id and done = 0)
begin
  update plans set status = 'finished', finished_at = datetime('now') where id = new.plan_id;
end;

create trigger plan_is_open_again after insert on tasks
when new.done = 0
begin
  update plans set status = 'active', finished_at = null
  where id = new.plan_id and status = 'finished';
end;
