alter table ticket drop column priority;
