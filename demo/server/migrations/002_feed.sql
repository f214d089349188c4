-- The order in which events can be followed without missing one.
--
-- Numbers alone won't do: a transaction that began earlier may commit later, and its event would appear behind
-- a reader who has passed its number. So each event also carries its transaction, and nobody reads further than
-- the oldest one that is still running (see `sql/log.ts`).

alter table event
  add column seq bigint generated always as identity,
  add column xid xid8 not null default pg_current_xact_id();
create index event_by_commit on event (xid, seq);

-- Which log it is: a position in another one, or in this one before it was restored from a dump, means nothing.
create table event_log (id text not null);
insert into event_log values (gen_random_uuid()::text);
