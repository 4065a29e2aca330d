drop trigger incident_audited;
drop table project_names;
drop table search_documents;
drop table audit_log;
drop table members;
drop table organisations;
