drop table mention;
drop table memory;
