drop table ticket;
