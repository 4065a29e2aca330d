drop trigger pipeline_changed;
drop table pipeline_change;
drop table pipelines;
alter table pipelines_old rename to pipelines;
