insert into patterns (category, incidents, first_seen, last_seen)
select category, count(*), min(occurred_at), max(occurred_at) from incidents group by category;
