drop index incidents_by_project;
alter table incidents drop column project_id;
drop table template_steps;
drop table templates;
drop table projects;
