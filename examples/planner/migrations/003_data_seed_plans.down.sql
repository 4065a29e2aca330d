-- Rollback for: 003

delete from tasks;
delete from plans;
delete from users;
