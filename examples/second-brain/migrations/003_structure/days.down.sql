drop table day;
