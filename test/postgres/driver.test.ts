/** What the two drivers have in common, and what a pool of connections can get wrong. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Unavailable } from '../../demo/server/repository.ts';
import { type Database, NotCommitted } from '../../demo/server/sql/database.ts';
import { openPglite } from '../../demo/server/sql/pglite.ts';
import { connectPostgres, type PoolOptions } from '../../demo/server/sql/postgres.ts';
import { anyPostgres } from '../support/postgres.ts';

const server = await anyPostgres();
const pglite = await openPglite();
after(async () => {
  await pglite.close();
  await server.remove();
});
const name = `driver_${process.pid}`;
const url = await server.create(name);

/** A pool that is closed when the test ends; its limits are wide where the test is not about them. */
async function withPool(options: Partial<PoolOptions>, work: (database: Database) => Promise<void>) {
  const database = connectPostgres(url, { connections: 10, waitMs: 60_000, statementMs: 0, ...options });
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

/** Resolves when the server says so, in one database: each knows only its own tables. */
async function until(condition: string, database?: string): Promise<void> {
  while (!(await server.run(`select 1 where ${condition}`, database)).length);
}

const OURS = `pg_stat_activity where datname = '${name}'`;

test('values come alike from both drivers', async () => {
  const sql = `select 9007199254740993::int8 as big, count(*) as many, 1::int4 as small, true as yes, null as none,
    timestamptz '2026-11-24T10:00:00.123+01' as at, '{"a": [1, null]}'::jsonb as json, array['a', 'b'] as list,
    $1::text as text, $2::jsonb ->> 'b' as member, 'x' = any($3::text[]) as among from generate_series(1, 3)`;
  const parameters = ['ł\u{1f600}\n\'"', JSON.stringify({ b: 'ø' }), ['x', 'y']];
  const expected = await pglite.query(sql, parameters);
  await withPool({}, async (database) => assert.deepEqual(await database.query(sql, parameters), expected));
  assert.deepEqual(expected, [
    {
      big: '9007199254740993',
      many: '3',
      small: 1,
      yes: true,
      none: null,
      at: new Date('2026-11-24T09:00:00.123Z'),
      json: { a: [1, null] },
      list: ['a', 'b'],
      text: parameters[0],
      member: 'ø',
      among: true,
    },
  ]);
});

test('errors have the same code in both drivers, and undo the transaction they happen in', async () => {
  const codesOf = async (database: Database) => {
    await database.exec('create temp table only_once (id int primary key)');
    const failing = (sql: string) =>
      database
        .transaction(async (tx) => {
          await tx.query('insert into only_once values (1)');
          await tx.query(sql);
        })
        .catch(({ code }: { code: string }) => code);
    const codes = [
      await failing('insert into only_once values (1)'),
      await failing('select nothing'),
      await failing('select 1/0'),
    ];
    return [codes, await database.query('select * from only_once')];
  };
  await withPool({ connections: 1 }, async (database) =>
    assert.deepEqual(await codesOf(database), await codesOf(pglite)),
  );
  assert.deepEqual(
    await codesOf(pglite).catch(({ code }) => code),
    '42P07',
    'it is still the same connection',
  );
});

test('a transaction does not pretend to be done when one of its statements has failed', async () => {
  const swallowing = (database: Database) =>
    database.transaction((tx) => tx.query('select 1/0').catch(() => 'fine'));
  await withPool({}, async (database) => await assert.rejects(swallowing(database), NotCommitted));
  await assert.rejects(swallowing(pglite), NotCommitted);
  assert.deepEqual(await pglite.query('select 1 as one'), [{ one: 1 }]);
});

test('whoever finds no free connection in time is told so, and the next one is served again', async () => {
  await withPool({ connections: 1, waitMs: 1000 }, async (database) => {
    await database.transaction(async () => {
      const asked = [database.query('select 1'), database.transaction((tx) => tx.query('select 1'))];
      for (const question of asked) await assert.rejects(question, Unavailable);
    });
    assert.deepEqual(await database.query('select 1 as one'), [{ one: 1 }]);
  });
});

test('statements that take too long and transactions that idle are ended, and their locks with them', async () => {
  await server.run('create table if not exists slow (id int)', name);
  await withPool({ connections: 1, statementMs: 1000 }, async (database) => {
    await assert.rejects(database.query('select pg_sleep(60)'), Unavailable);
    const idling = database.transaction(async (tx) => {
      await tx.query('lock table public.slow');
      await until(
        `not exists (select from pg_locks l join pg_class c on c.oid = l.relation where relname = 'slow')`,
        name,
      );
      await tx.query('select 1');
    });
    await assert.rejects(idling, Unavailable);
    assert.deepEqual(await database.query('select 1 as one'), [{ one: 1 }]);
  });
});

test('a connection that breaks, in use or not, is replaced by another', async () => {
  await withPool({ connections: 2 }, async (database) => {
    const breakAll = () => server.run(`select pg_terminate_backend(pid) from ${OURS}`);
    const broken = database.transaction(async (tx) => {
      await tx.query('select 1');
      await breakAll();
      await tx.query('select 1');
    });
    await assert.rejects(broken, Unavailable);
    assert.deepEqual(await database.query('select 1 as one'), [{ one: 1 }]);
    await breakAll();
    await until(`not exists (select from ${OURS})`);
    // The news that it is broken may still be on the way.
    const answer = await database.query('select 1 as one').catch((error: unknown) => error);
    if (answer instanceof Unavailable)
      assert.deepEqual(await database.query('select 1 as one'), [{ one: 1 }]);
    else assert.deepEqual(answer, [{ one: 1 }]);
  });
});
