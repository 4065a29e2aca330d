-- Version: 20250401090000
-- Description: Hours beside minutes, in a transaction of its own
-- Author: The planner's team
-- Date: 2025-04-01
-- Dependencies: 002

begin;
alter table tasks add column hours real;
update tasks set hours = minutes / 60.0;
commit;
