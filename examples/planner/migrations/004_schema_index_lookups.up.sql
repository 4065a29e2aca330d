-- Version: 004
-- Description: Indexes for what is looked up
-- Author: The planner's team
-- Date: 2025-02-03
-- Dependencies: 002

create index tasks_by_plan on tasks (plan_id, done);
create index plans_by_owner on plans (owner_id) where status = 'active';
