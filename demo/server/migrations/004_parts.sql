-- What people are found by inside of their words, where the beginnings of words find too few: each tail of a token
-- that has three letters or more, of the first thirty. Made by the program from here on (`directory.ts`).

create table person_part (
  tenant text collate "C" not null,
  part text collate "C" not null,
  user_id text collate "C" not null,
  primary key (tenant, part, user_id),
  foreign key (tenant, user_id) references person (tenant, id) on delete cascade
);

insert into person_part (tenant, part, user_id)
select distinct t.tenant, substr(t.token, s.start), t.user_id
from person_token t
join generate_series(1, 30) as s(start) on s.start <= length(t.token) - 2;

create index person_part_by_user on person_part (tenant, user_id, part);
