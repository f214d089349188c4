-- Workflow rules, what sets them off besides owner and followers, and what became of each run.

create table rule (
  tenant text collate "C" not null,
  id text collate "C" not null,
  -- Rules run in this order; two with one place, by id.
  place integer not null,
  name text not null,
  enabled boolean not null,
  trigger_kind text not null
    check (trigger_kind in ('record.created', 'stage.changed', 'tag.added', 'owner.changed')),
  conditions jsonb not null,
  action text not null check (action in ('add', 'remove')),
  -- Ids, in the order in which they get the places that are left.
  users jsonb not null,
  force boolean not null,
  primary key (tenant, id)
);

-- What happened to a record's own fields. Numbered by record, for these raise no version.
create table field_change (
  tenant text collate "C" not null,
  type text collate "C" not null,
  record_id text collate "C" not null,
  number bigint not null,
  kind text not null check (kind in ('stage-changed', 'tag-added', 'tag-removed')),
  at timestamptz not null,
  before_value text,
  after_value text,
  by_id text collate "C" not null,
  primary key (tenant, type, record_id, number)
);

-- The key is the promise that a rule runs once for each trigger. Runs outlive their rule.
create table rule_run (
  tenant text collate "C" not null,
  type text collate "C" not null,
  record_id text collate "C" not null,
  trigger_id text collate "C" not null,
  rule_id text collate "C" not null,
  at timestamptz not null,
  -- Null only inside the transaction that makes it.
  outcome jsonb,
  primary key (tenant, type, record_id, trigger_id, rule_id)
);
create index rule_run_by_rule on rule_run (tenant, rule_id, at desc);
