-- Rollback for: 001

drop table users;
