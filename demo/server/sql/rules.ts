/** Workflow rules and their runs in a SQL database, and what of a record's history only they ask for. */
import type { FieldChange, Reader, RecordKey, StoredFieldChange, Transaction } from '../repository.ts';
import type { Match, Outcome, StoredRule, TriggerKind } from '../rules/rule.ts';
import type { Queryable } from './database.ts';
import { instant, named, type Row } from './rows.ts';

const where = ({ tenant, type, id }: RecordKey) => [tenant, type, id];

const readRule = (row: Row): StoredRule => ({
  id: row['id'] as string,
  place: row['place'] as number,
  name: row['name'] as string,
  enabled: row['enabled'] as boolean,
  trigger: row['trigger_kind'] as TriggerKind,
  match: row['conditions'] as Match,
  action: row['action'] as 'add' | 'remove',
  users: row['users'] as string[],
  force: row['force'] as boolean,
  lastRunAt: row['last_run_at'] ? instant(row['last_run_at']) : null,
});

const RULES = `
  select r.*, (select max(u.at) from rule_run u where u.tenant = r.tenant and u.rule_id = r.id) as last_run_at
  from rule r where r.tenant = $1 order by r.place, r.id`;

/** The last thing that a person did to them is their removal. */
const REMOVED_BY_HAND = `
  select distinct e.user_id from event e
  where e.tenant = $1 and e.type = $2 and e.record_id = $3 and e.user_id = any($4::text[])
  and e.kind = 'follower-removed' and e.source_kind = 'user'
  and not exists (select 1 from event later
                  where later.tenant = e.tenant and later.type = e.type and later.record_id = e.record_id
                  and later.user_id = e.user_id and later.source_kind = 'user'
                  and later.record_version > e.record_version)`;

export function ruleReader(db: Queryable): Pick<Reader, 'rules' | 'runs' | 'fieldChanges' | 'removedByHand'> {
  return {
    async rules(tenant) {
      return (await db.query<Row>(RULES, [tenant])).map(readRule);
    },

    async runs(tenant, ruleId, limit) {
      const rows = await db.query<Row>(
        `select type, record_id, trigger_id, at, outcome from rule_run
         where tenant = $1 and rule_id = $2
         order by at desc, type, record_id, trigger_id limit $3`,
        [tenant, ruleId, limit],
      );
      return rows.map((row) => ({
        record: { type: row['type'] as string, id: row['record_id'] as string },
        trigger: row['trigger_id'] as string,
        at: instant(row['at']),
        ...(row['outcome'] as Outcome),
      }));
    },

    async fieldChanges(key, limit) {
      const rows = await db.query<Row>(
        `select c.kind, c.at, c.before_value, c.after_value, c.by_id, p.name as by_name
         from field_change c left join person p on p.tenant = c.tenant and p.id = c.by_id
         where c.tenant = $1 and c.type = $2 and c.record_id = $3
         order by c.number desc limit $4`,
        [...where(key), limit],
      );
      return rows.map((row) => ({
        kind: row['kind'] as FieldChange['kind'],
        at: instant(row['at']),
        before: row['before_value'] as string | null,
        after: row['after_value'] as string | null,
        by: named(row['by_id'], row['by_name']) as StoredFieldChange['by'],
      }));
    },

    async removedByHand(key, userIds) {
      const rows = await db.query<Row>(REMOVED_BY_HAND, [...where(key), userIds]);
      return new Set(rows.map((row) => row['user_id'] as string));
    },
  };
}

type RuleWrites = Pick<
  Transaction,
  'noteFieldChange' | 'lockRules' | 'putRule' | 'removeRule' | 'claimRun' | 'finishRun'
>;

export function ruleWriter(db: Queryable): RuleWrites {
  return {
    async noteFieldChange(key, { kind, at, before, after, byId }) {
      const [row] = await db.query<{ last: number }>(
        `select coalesce(max(number), 0)::int as last from field_change
         where tenant = $1 and type = $2 and record_id = $3`,
        where(key),
      );
      // The record is locked, so nobody else takes it.
      const number = row!.last + 1;
      await db.query(
        `insert into field_change (tenant, type, record_id, number, kind, at, before_value, after_value, by_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [...where(key), number, kind, at, before, after, byId],
      );
      return number;
    },

    async lockRules(tenant) {
      // In one order, so that two who change rules don't wait in a circle.
      await db.query('select 1 from rule where tenant = $1 order by id for update', [tenant]);
      return (await db.query<Row>(RULES, [tenant])).map(readRule);
    },

    async putRule(tenant, { id, name, enabled, trigger, match, action, users, force }, place) {
      await db.query(
        `insert into rule (tenant, id, place, name, enabled, trigger_kind, conditions, action, users, force)
         values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9::jsonb, $10)
         on conflict (tenant, id) do update set
           place = excluded.place, name = excluded.name, enabled = excluded.enabled,
           trigger_kind = excluded.trigger_kind, conditions = excluded.conditions,
           action = excluded.action, users = excluded.users, force = excluded.force`,
        [
          ...[tenant, id, place, name, enabled, trigger],
          ...[JSON.stringify(match), action, JSON.stringify(users), force],
        ],
      );
    },

    async removeRule(tenant, id) {
      await db.query('delete from rule where tenant = $1 and id = $2', [tenant, id]);
    },

    async claimRun({ record, trigger, ruleId, at }) {
      const claimed = await db.query(
        `insert into rule_run (tenant, type, record_id, trigger_id, rule_id, at)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning 1`,
        [...where(record), trigger, ruleId, at],
      );
      return claimed.length === 1;
    },

    async finishRun({ record, trigger, ruleId }, outcome) {
      await db.query(
        `update rule_run set outcome = $6::jsonb
         where tenant = $1 and type = $2 and record_id = $3 and trigger_id = $4 and rule_id = $5`,
        [...where(record), trigger, ruleId, JSON.stringify(outcome)],
      );
    },
  };
}
