alter table ticket add column priority integer;
update ticket set priority = id;
