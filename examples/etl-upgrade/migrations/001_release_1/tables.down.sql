drop table runs;
drop table pipelines;
