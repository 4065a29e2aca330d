create table ticket (id integer primary key, subject text not null);
insert into ticket (id, subject) values (1, 'Where is my parcel?'), (2, 'Refund; please');
