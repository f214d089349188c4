-- People, records, who follows them, and one event for every effective change.
--
-- Every key begins with the tenant, so that one tenant can live on one shard. Ids and tokens compare
-- by bytes (collate "C"), so that pages come in the same order on every installation.
-- Runs on PostgreSQL 15 and later.

create table person (
  tenant text collate "C" not null,
  id text collate "C" not null,
  name text not null,
  -- The folded name: people are listed in this order where nothing is searched.
  sort_key text collate "C" not null,
  description text,
  email text,
  avatar_url text,
  active boolean not null default true,
  admin boolean not null default false,
  only_assigned_data boolean not null default false,
  can_edit boolean not null default true,
  primary key (tenant, id)
);
create index person_by_name on person (tenant, sort_key, id);
create index person_by_id on person (id);

create table person_token (
  tenant text collate "C" not null,
  token text collate "C" not null,
  user_id text collate "C" not null,
  primary key (tenant, token, user_id),
  foreign key (tenant, user_id) references person (tenant, id) on delete cascade
);
create index person_token_by_user on person_token (tenant, user_id, token);

create table record (
  tenant text collate "C" not null,
  type text collate "C" not null,
  id text collate "C" not null,
  owner_id text collate "C",
  version bigint not null default 1,
  created_at timestamptz not null,
  -- What the CRM itself keeps; the follower rules never look into it.
  fields jsonb not null,
  primary key (tenant, type, id),
  foreign key (tenant, owner_id) references person (tenant, id)
);
create index record_by_date on record (tenant, type, created_at desc, id desc);
create index record_by_contact on record (tenant, type, (fields ->> 'contactId'));
create index record_by_owner on record (tenant, owner_id, type, id);

create table follower (
  tenant text collate "C" not null,
  type text collate "C" not null,
  record_id text collate "C" not null,
  user_id text collate "C" not null,
  -- The version that brought this follower; followers are shown in this order.
  since_version bigint not null,
  added_at timestamptz not null,
  source_kind text not null check (source_kind in ('user', 'rule', 'import', 'api')),
  source_id text,
  source_name text,
  by_id text collate "C",
  primary key (tenant, type, record_id, user_id),
  foreign key (tenant, type, record_id) references record (tenant, type, id) on delete cascade,
  foreign key (tenant, user_id) references person (tenant, id)
);
create index follower_by_user on follower (tenant, user_id, type, record_id);

create table event (
  tenant text collate "C" not null,
  type text collate "C" not null,
  record_id text collate "C" not null,
  record_version bigint not null,
  kind text not null check (kind in ('created', 'follower-added', 'follower-removed', 'owner-changed')),
  at timestamptz not null,
  -- The follower, or the owner as of this version.
  user_id text collate "C",
  previous_owner_id text collate "C",
  source_kind text not null check (source_kind in ('user', 'rule', 'import', 'api')),
  source_id text,
  source_name text,
  by_id text collate "C",
  primary key (tenant, type, record_id, record_version)
);
