-- Rollback for: 002

drop table tasks;
drop table plans;
