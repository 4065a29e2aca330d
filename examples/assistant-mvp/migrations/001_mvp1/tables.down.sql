drop table usage_metrics;
drop table kb_entries;
