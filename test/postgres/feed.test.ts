/** The feed on a PostgreSQL server: transactions that really overlap, and more than one process. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fixedData } from '../../demo/server/data/fixed.ts';
import type { LogPosition, Repository } from '../../demo/server/repository.ts';
import { fill } from '../../demo/server/sql/fill.ts';
import { migrate } from '../../demo/server/sql/migrate.ts';
import { connectPostgres, SCHEMA } from '../../demo/server/sql/postgres.ts';
import { sqlRepository } from '../../demo/server/sql/repository.ts';
import { followers } from '../support/app.ts';
import { brief, listeningApp } from '../support/listening.ts';
import { startPostgres } from '../support/postgres.ts';

// Of its own: the log waits for every transaction of a server, and other tests have slow ones, too.
const server = await startPostgres();
const url = await server.create('feed');
const connect = () => connectPostgres(url, { connections: 10, waitMs: 60_000, statementMs: 0 });
const databases = [connect(), connect()];
const [database] = databases;
await database!.exec(`create schema ${SCHEMA}`);
await migrate(database!);
await fill(database!, fixedData);
const [repository, elsewhere] = databases.map(sqlRepository) as [Repository, Repository];
after(async () => {
  for (const each of databases) await each.close();
  await server.remove();
});

/** Adds somebody; what is answered resolves when the transaction has been committed. */
async function add(id: string, userId: string, meanwhile = async () => {}): Promise<void> {
  const key = { tenant: 'northwind', type: 'contact', id };
  await repository.transaction(async (tx) => {
    await tx.lock(key);
    const by = { source: { kind: 'api' }, at: '2026-11-24T00:00:00.000Z' } as const;
    await tx.apply(key, { kind: 'follower-added', userId, ...by });
    await meanwhile();
  });
}

/** Adds somebody in a transaction that has done all its work by now and stays open until `commit` is called. */
async function addSlowly(id: string, userId: string): Promise<{ commit: () => Promise<void> }> {
  let end!: () => void;
  const ended = new Promise<void>((resolve) => (end = resolve));
  let done!: Promise<void>;
  await new Promise<void>((resolve) => {
    done = add(id, userId, async () => {
      resolve();
      await ended;
    });
  });
  return {
    async commit() {
      end();
      await done;
    },
  };
}

async function read(from: LogPosition) {
  const found = (await repository.log({ after: from, limit: 100 }))!;
  return { end: found.end, heard: found.entries.map(({ key, version }) => `${key.id} ${version}`) };
}

test('whatever a reader has come to, an event that is committed late is still ahead of it', async () => {
  const { end } = (await repository.log({ limit: 0 }))!;
  const slow = await addSlowly('c1', 'u101');
  await add('c-empty', 'u101');
  const first = await read(end);
  await slow.commit();
  const second = await read(first.end);
  assert.deepEqual([first.heard, second.heard], [[], ['c1 5', 'c-empty 2']]);
  assert.deepEqual((await read(second.end)).heard, []);
});

test('what another process changes is heard here', async (t) => {
  const here = listeningApp(t, { repository, feed: { pollMs: 1 } });
  const there = listeningApp(t, { repository: elsewhere });
  const listener = await here.listen('owner', ['c-unowned', 'c1']);
  await listener.take(2);
  await there.ask('admin', `PUT ${followers('c-unowned')}/u102`);
  assert.equal(brief(await listener.next()), 'changed c-unowned 2');
  // And goes on there from what was heard here.
  const back = await there.listen('owner', ['c-unowned', 'c1'], listener.id);
  await here.ask('admin', `PUT ${followers('c1')}/u102`);
  assert.equal(brief(await back.next()), 'changed c1 6');
});

test('a listener hears each version once, however many write at once and however long each takes', async (t) => {
  const ids = ['c1', 'c-empty', 'c-unowned', 'c-full', 'c-over'];
  await database!.exec('delete from follower');
  const { listen } = listeningApp(t, { repository, feed: { pollMs: 1 } });
  const listener = await listen('admin', ids);
  const heard = new Map(ids.map((id) => [id, [] as number[]]));
  const note = (events: Awaited<ReturnType<typeof listener.take>>) => {
    for (const { data } of events) heard.get(data.id)!.push(Number(data.version));
  };
  note(await listener.take(ids.length));
  const beginnings = new Map([...heard].map(([id, [version]]) => [id, version!]));
  const writes = ids.map(async (id, writer) => {
    for (let i = 0; i < 9; i++) {
      // One in three asks the database some more before it commits, each writer at another time.
      const slow = (i + writer) % 3 === 0;
      await add(id, `u10${i + 1}`, async () => {
        for (let j = 0; slow && j < 5; j++) await elsewhere.person('northwind', 'owner');
      });
    }
  });
  const events = listener.take(ids.length * 9);
  await Promise.all(writes);
  note(await events);
  for (const [id, versions] of heard) {
    const begin = beginnings.get(id)!;
    const all = Array.from({ length: 10 }, (_, i) => begin + i);
    assert.deepEqual(versions, all, id);
  }
});
