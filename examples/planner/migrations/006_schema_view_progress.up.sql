-- Version: 006
-- Description: How far plans are
-- Author: The planner's team
-- Date: 2025-03-01
-- Dependencies: 005

create view plan_progress as
select p.id, p.title, count(t.id) as tasks, coalesce(sum(t.done), 0) as done,
       coalesce(sum(t.minutes), 0) as minutes
from plans p left join tasks t on t.plan_id = p.id
group by p.id, p.title;
