create table day (
  day      text not null primary key,
  memories integer not null
);
insert into day (day, memories) select day, count(*) from memory group by day;
