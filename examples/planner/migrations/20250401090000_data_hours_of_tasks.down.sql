-- Rollback for: 20250401090000

alter table tasks drop column hours;
