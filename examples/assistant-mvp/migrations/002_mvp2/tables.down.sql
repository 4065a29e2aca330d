drop table patterns;
drop table incidents;
