-- Rollback for: 005

drop trigger plan_is_open_again;
drop trigger plan_is_finished;
alter table plans drop column finished_at;
