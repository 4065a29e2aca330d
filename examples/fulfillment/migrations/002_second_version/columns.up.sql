-- Orders get a priority, worked out from what is known of them.
alter table orders add column priority integer;
update orders set priority = case when status = 'late' then 1 when cents > 10000 then 2 else 3 end;

-- Addresses get a table of their own; every row is carried over.
create table address (
  customer_id integer primary key references customer (id),
  street      text not null,
  city        text not null,
  country     text not null
);
insert into address (customer_id, street, city, country)
select id, street, city, country from customer;
alter table customer drop column street;
alter table customer drop column city;
alter table customer drop column country;
