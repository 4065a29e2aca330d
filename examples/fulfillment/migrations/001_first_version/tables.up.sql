create table customer (
  id      integer primary key,
  name    text not null,
  street  text not null,
  city    text not null,
  country text not null
);

create table orders (
  id          integer primary key,
  customer_id integer not null references customer (id),
  placed_on   text not null,
  cents       integer not null,
  status      text not null
);

create index orders_by_customer on orders (customer_id);

insert into customer (id, name, street, city, country)
with recursive n (i) as (select 1 union all select i + 1 from n where i < 60)
select i, 'Customer ' || i, i || ' Harbour Street',
       case i % 3 when 0 then 'Bergen' when 1 then 'Lisbon' else 'Gdansk' end,
       case i % 3 when 0 then 'NO' when 1 then 'PT' else 'PL' end
from n;

insert into orders (id, customer_id, placed_on, cents, status)
with recursive n (i) as (select 1 union all select i + 1 from n where i < 240)
select i, 1 + (i * 7) % 60, date('2026-01-01', '+' || i || ' days'), 500 + (i * 9973) % 20000,
       case i % 4 when 0 then 'late' when 1 then 'sent' else 'open' end
from n;
