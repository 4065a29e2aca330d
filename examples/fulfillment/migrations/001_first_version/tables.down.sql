drop index orders_by_customer;
drop table orders;
drop table customer;
