-- The table is built anew, so that its columns are as they were, to the letter.
pragma foreign_keys = off;

create table customer_before (
  id      integer primary key,
  name    text not null,
  street  text not null,
  city    text not null,
  country text not null
);
insert into customer_before (id, name, street, city, country)
select c.id, c.name, a.street, a.city, a.country
from customer c join address a on a.customer_id = c.id;
drop table address;
drop table customer;
alter table customer_before rename to customer;

alter table orders drop column priority;

pragma foreign_keys = on;
