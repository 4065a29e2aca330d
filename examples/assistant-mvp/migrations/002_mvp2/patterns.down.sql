delete from patterns;
