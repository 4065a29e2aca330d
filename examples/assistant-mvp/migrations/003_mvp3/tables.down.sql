drop table code_links;
drop table code_files;
drop table repositories;
