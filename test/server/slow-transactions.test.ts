/**
 * Transactions that take their number early and commit late, behind a reader who has passed it. PGlite has one
 * connection, so a slow one is prepared (the first half of a two-phase commit), which leaves it open and lets others by.
 */
import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { fixedData } from '../../demo/server/data/fixed.ts';
import type { LogPosition, Repository } from '../../demo/server/repository.ts';
import type { Database, Queryable } from '../../demo/server/sql/database.ts';
import { fill } from '../../demo/server/sql/fill.ts';
import { migrate } from '../../demo/server/sql/migrate.ts';
import { sqlRepository } from '../../demo/server/sql/repository.ts';
import { brief, listeningApp } from '../support/listening.ts';

let client: PGlite;
let repository: Repository;
/** How transactions end from now on. */
let end = 'commit';

before(async () => {
  const startParams = [...PGlite.defaultStartParams, '-c', 'max_prepared_transactions=1'];
  client = await PGlite.create({ startParams });
  const queryable: Queryable = {
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await client.query<Row>(sql, [...parameters])).rows,
    exec: async (script) => void (await client.exec(script)),
  };
  const database: Database = {
    ...queryable,
    async transaction(work) {
      await client.exec('begin');
      const result = await work(queryable);
      await client.exec(end);
      return result;
    },
    close: () => client.close(),
  };
  await migrate(database);
  await fill(database, fixedData);
  repository = sqlRepository(database);
});

after(() => client.close());

const keyOf = (id: string) => ({ tenant: 'northwind', type: 'contact', id });

/** Adds somebody; answers the version. */
const add = (id: string, userId: string): Promise<string> =>
  repository.transaction(async (tx) => {
    const { version } = (await tx.lock(keyOf(id)))!;
    const by = { source: { kind: 'api' }, at: '2026-11-24T00:00:00.000Z' } as const;
    await tx.apply(keyOf(id), { kind: 'follower-added', userId, ...by });
    return String(BigInt(version) + 1n);
  });

/** Adds somebody in a transaction that stays open until what is answered is called. */
async function addSlowly(t: TestContext, id: string, userId: string) {
  end = `prepare transaction 'slow'`;
  const version = await add(id, userId);
  end = 'commit';
  let open = true;
  const finish = async (how: 'commit' | 'rollback') => {
    if (open) await client.exec(`${how} prepared 'slow'`);
    open = false;
  };
  // Else a test that has failed would leave the record locked for all that follow.
  t.after(() => finish('rollback'));
  return { version, commit: () => finish('commit') };
}

async function read(from: LogPosition) {
  const found = (await repository.log({ after: from, limit: 100 }))!;
  return { end: found.end, brief: found.entries.map(({ key, version }) => `${key.id} ${version}`) };
}

test('whatever a reader has come to, an event that is committed late is still ahead of it', async (t) => {
  let { end: position } = (await repository.log({ limit: 0 }))!;
  const first = await add('c-unowned', 'u101');
  const slow = await addSlowly(t, 'c1', 'u101');
  const quick = await add('c-empty', 'u101');
  const heard: string[] = [];
  const readOn = async () => {
    const next = await read(position);
    heard.push(...next.brief);
    position = next.end;
  };
  await readOn();
  // What follows an open transaction waits for it, so that nobody goes past its place.
  assert.deepEqual(heard, [`c-unowned ${first}`]);
  await slow.commit();
  await readOn();
  await readOn();
  assert.deepEqual(heard, [`c-unowned ${first}`, `c1 ${slow.version}`, `c-empty ${quick}`]);
});

test('whoever begins to listen, or comes back, while a transaction is open hears of it once it is committed', async (t) => {
  const { listen } = listeningApp(t, { repository, feed: { pollMs: 1, heartbeatMs: 1 } });
  const slow = await addSlowly(t, 'c1', 'u102');
  const listener = await listen('owner', ['c1', 'c-empty']);
  const beginning = (await listener.take(2)).map(brief);
  assert.ok(!beginning.includes(`changed c1 ${slow.version}`));
  const quick = await add('c-empty', 'u102');
  while (!listener.id) await listener.sign();
  const back = await listen('owner', ['c1', 'c-empty'], listener.id);
  await slow.commit();
  for (const each of [listener, back]) {
    const told = (await each.take(2)).map(brief);
    assert.deepEqual(told, [`changed c1 ${slow.version}`, `changed c-empty ${quick}`]);
  }
});
