/** Fills an empty database in a few large statements. Never touches a database that has people in it. */
import { indexParts, indexTokens, sortKey } from '../directory.ts';
import type { Dataset } from '../repository.ts';
import type { Database, Queryable } from './database.ts';
import { retrying } from './retry.ts';
import { sourceOf } from './rows.ts';

/** Below the 65,535 parameters of one statement, for rows of up to twelve columns. */
const ROWS_AT_ONCE = 1000;

async function insert(db: Queryable, table: string, columns: string[], rows: unknown[][]) {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const some = rows.slice(start, start + ROWS_AT_ONCE);
    const tuples = some.map(
      (_, row) => `(${columns.map((_, i) => `$${row * columns.length + i + 1}`).join()})`,
    );
    await db.query(`insert into ${table} (${columns.join()}) values ${tuples.join()}`, some.flat());
  }
}

const SOURCE = ['source_kind', 'source_id', 'source_name', 'by_id'];

const isFilled = async (db: Queryable) => (await db.query('select 1 from person limit 1')).length > 0;

/** @returns whether the database was empty and is now filled */
export async function fill(opened: Database, makeData: () => Promise<Dataset> | Dataset): Promise<boolean> {
  const database = retrying(opened);
  if (await isFilled(database)) return false;
  const { people, records, rules = [] } = await makeData();
  return await database.transaction(async (db) => {
    // Another process may have been faster. One that is at it meanwhile inserts the same people, and waits for us.
    if (await isFilled(db)) return false;
    await insert(
      db,
      'person',
      'tenant,id,name,sort_key,description,email,avatar_url,active,admin,only_assigned_data,can_edit'.split(
        ',',
      ),
      people.map((p) => [
        p.tenant,
        p.id,
        p.name,
        sortKey(p),
        p.description ?? null,
        p.email ?? null,
        p.avatarUrl ?? null,
        p.active,
        p.admin,
        p.onlyAssignedData,
        p.canEdit,
      ]),
    );
    const tokens = people.flatMap((p) => indexTokens(p).map((token) => [p.tenant, token, p.id]));
    await insert(db, 'person_token', ['tenant', 'token', 'user_id'], tokens);
    const parts = people.flatMap((p) => indexParts(p).map((part) => [p.tenant, part, p.id]));
    await insert(db, 'person_part', ['tenant', 'part', 'user_id'], parts);
    await insert(
      db,
      'record',
      'tenant,type,id,owner_id,version,created_at,fields'.split(','),
      records.map(({ key, ownerId, createdAt, fields, followers }) => [
        key.tenant,
        key.type,
        key.id,
        ownerId,
        followers.length + 1,
        createdAt,
        JSON.stringify(fields),
      ]),
    );
    const followers = records.flatMap(({ key, followers }) =>
      followers.map(({ userId, addedAt, source }, i) => {
        const where = [key.tenant, key.type, key.id];
        return { where, userId, version: i + 2, at: addedAt, source: sourceOf(source) };
      }),
    );
    await insert(
      db,
      'follower',
      ['tenant', 'type', 'record_id', 'user_id', 'since_version', 'added_at', ...SOURCE],
      followers.map(({ where, userId, version, at, source }) => [...where, userId, version, at, ...source]),
    );
    await insert(
      db,
      'event',
      ['tenant', 'type', 'record_id', 'record_version', 'kind', 'at', 'user_id', ...SOURCE],
      [
        ...records.map(({ key, ownerId, createdAt: at, source }) => [
          key.tenant,
          key.type,
          key.id,
          1,
          'created',
          at,
          ownerId,
          ...sourceOf(source),
        ]),
        ...followers.map(({ where, userId, version, at, source }) => [
          ...where,
          version,
          'follower-added',
          at,
          userId,
          ...source,
        ]),
      ],
    );
    await insert(
      db,
      'rule',
      'tenant,id,place,name,enabled,trigger_kind,conditions,action,users,force'.split(','),
      rules.map(({ tenant, id, name, enabled, trigger, match, action, users, force }, place) => [
        ...[tenant, id, place, name, enabled, trigger],
        ...[JSON.stringify(match), action, JSON.stringify(users), force],
      ]),
    );
    // Without statistics PostgreSQL takes every table for a small one, and reads a hundred records in seconds. An
    // embedded one never makes any by itself.
    for (const table of ['person', 'record', 'follower', 'event']) await db.query(`analyze ${table}`, []);
    return true;
  });
}
