/** The feed beyond what the contract says: the loop, limits, ends, and who is let go on listening. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedData } from '../../demo/server/data/fixed.ts';
import { memoryRepository } from '../../demo/server/memory/repository.ts';
import type { Account, Repository } from '../../demo/server/repository.ts';
import { followers } from '../support/app.ts';
import { brief, listeningApp } from '../support/listening.ts';

const C1 = ['c1'];
const NEVER = 1e9;
const person = (id: string) => fixedData().people.find((each) => each.id === id)!;

test('a change made in this process is told at once, without a look into the log being due', async (t) => {
  const { ask, listen } = listeningApp(t, { feed: { pollMs: NEVER } });
  const listener = await listen('owner', C1);
  assert.equal(brief(await listener.next()), 'changed c1 4');
  await ask('owner', `PUT ${followers('c1')}/u101`);
  assert.equal(brief(await listener.next()), 'changed c1 5');
});

test('nobody is told of records that they did not ask for', async (t) => {
  const { ask, listen } = listeningApp(t);
  const listener = await listen('owner', C1);
  await listener.next();
  await ask('owner', `PUT ${followers('c-empty')}/u101`);
  await ask('owner', `PUT ${followers('c1')}/u101`);
  assert.equal(brief(await listener.next()), 'changed c1 5');
});

test('a change made by another process is found by looking', async (t) => {
  const { repository, listen } = listeningApp(t, { feed: { pollMs: 5 } });
  const listener = await listen('owner', C1);
  await listener.next();
  const source = { kind: 'api' } as const;
  await repository.transaction((tx) =>
    tx.apply(
      { tenant: 'northwind', type: 'contact', id: 'c1' },
      { kind: 'follower-added', userId: 'u101', source, at: '2026-11-24T00:00:00.000Z' },
    ),
  );
  assert.equal(brief(await listener.next()), 'changed c1 5');
});

test('nobody looks into the log while nobody listens', async (t) => {
  let looks = 0;
  const memory = memoryRepository(fixedData());
  const repository: Repository = { ...memory, log: (query) => (looks++, memory.log(query)) };
  const { ask, listen } = listeningApp(t, { repository, feed: { pollMs: 1 } });
  await ask('owner', `PUT ${followers('c1')}/u101`);
  assert.equal(looks, 0);
  const listener = await listen('owner', C1);
  await listener.next();
  await listener.end();
  // The loop ends at the next look; a second listener is served by a new one, from where the log is then.
  await ask('owner', `PUT ${followers('c1')}/u102`);
  const again = await listen('owner', C1);
  assert.equal(brief(await again.next()), 'changed c1 6');
  await ask('owner', `PUT ${followers('c1')}/u103`);
  assert.equal(brief(await again.next()), 'changed c1 7');
});

test('no version is missed by listeners who come and go while many write', async (t) => {
  const { ask, listen } = listeningApp(t, { feed: { pollMs: 1 } });
  /** Where each record stands before and after. */
  const versions: Record<string, [number, number]> = {
    c1: [4, 64],
    'c-empty': [1, 61],
    'c-unowned': [1, 61],
  };
  const ids = Object.keys(versions);
  const write = async (id: string, n: number) => {
    for (let i = 0; i < 6; i++) {
      await ask('admin', `PUT ${followers(id)}/u${n}`);
      await ask('admin', `DELETE ${followers(id)}/u${n}`);
    }
  };
  const heard = Object.fromEntries(ids.map((id) => [id, [] as number[]]));
  const isDone = () => ids.every((id) => heard[id]!.at(-1) === versions[id]![1]);
  const writing = Promise.all(ids.flatMap((id) => [101, 102, 103, 104, 105].map((n) => write(id, n))));
  // Resumed after every few events, which is where one would get lost.
  for (let last: string | undefined; !isDone();) {
    const listener = await listen('owner', ids, last);
    for (let n = 0; n < 5 && !isDone(); n++) {
      const { data } = (await listener.next())!;
      heard[data.id]!.push(Number(data.version));
    }
    last = listener.id || undefined;
    await listener.end();
  }
  await writing;
  for (const id of ids) {
    const [first = 0] = heard[id]!;
    assert.ok(first < 20, `${id} began with ${first}`);
    assert.deepEqual(
      heard[id],
      heard[id]!.map((_, i) => first + i),
    );
  }
});

test('a stream on which nothing happens shows that it is alive, and gives an id that does not grow old', async (t) => {
  const { listen } = listeningApp(t, { feed: { heartbeatMs: 1 } });
  const listener = await listen('owner', C1);
  await listener.next();
  const before = listener.id;
  assert.ok(await listener.sign());
  assert.ok(listener.id);
  while (listener.id === before) assert.ok(await listener.sign());
});

test('a stream ends after a while, and with the sign-in', async (t) => {
  const short = await listeningApp(t, { feed: { lifeMs: 1 } }).listen('owner', C1);
  assert.equal(brief(await short.next()), 'changed c1 4');
  assert.equal(await short.next(), undefined);
  const authenticate = async () => ({
    account: person('owner'),
    ambient: false,
    expires: new Date(Date.now() + 5),
  });
  const expiring = await listeningApp(t, { authenticate }).listen('owner', C1);
  assert.equal(brief(await expiring.next()), 'changed c1 4');
  assert.equal(await expiring.next(), undefined);
});

test('who is no longer signed in, or is somebody else, is not listened with any longer', async (t) => {
  for (const later of [undefined, person('admin')]) {
    let account: Account | undefined = person('owner');
    const authenticate = async () => account && { account, ambient: false };
    const { listen } = listeningApp(t, { authenticate, feed: { recheckMs: 1 } });
    const listener = await listen('owner', C1);
    await listener.next();
    account = later;
    assert.equal(await listener.next(), undefined);
  }
});

test('who has lost rights without any event is told so, and when they have them again', async (t) => {
  let account = person('colleague');
  const authenticate = async () => ({ account, ambient: false });
  const { listen } = listeningApp(t, { authenticate, feed: { recheckMs: 1 } });
  const listener = await listen('colleague', C1);
  await listener.next();
  account = { ...account, onlyAssignedData: true };
  assert.equal(brief(await listener.next()), 'gone c1');
  account = { ...account, onlyAssignedData: false };
  assert.equal(brief(await listener.next()), 'changed c1 4');
});

test('who was away for longer than the feed remembers is told to begin anew', async (t) => {
  let now = Date.parse('2026-11-23T09:00:00Z');
  const { listen } = listeningApp(t, { now: () => new Date(now), feed: { heartbeatMs: 1 } });
  const listener = await listen('owner', C1);
  assert.ok(await listener.sign());
  now += 23.9 * 60 * 60_000;
  assert.equal((await listen('owner', C1, listener.id)).response.status, 200);
  now += 0.2 * 60 * 60_000;
  assert.equal((await listen('owner', C1, listener.id)).response.status, 410);
});

test('who comes back to another database is told to begin anew', async (t) => {
  const listener = await listeningApp(t, { feed: { heartbeatMs: 1 } }).listen('owner', C1);
  assert.ok(await listener.sign());
  const elsewhere = await listeningApp(t).listen('owner', C1, listener.id);
  const { status } = elsewhere.response;
  assert.deepEqual(
    [status, ((await elsewhere.response.json()) as { code: string }).code],
    [410, 'feed-expired'],
  );
});

test('who has missed too much is told to read everything again, and goes on from there', async (t) => {
  const { ask, listen } = listeningApp(t, { feed: { resumeEvents: 2, heartbeatMs: 1 } });
  const listener = await listen('owner', C1);
  assert.ok(await listener.sign());
  await listener.end();
  for (const n of [101, 102, 103]) await ask('owner', `PUT ${followers('c1')}/u${n}`);
  const back = await listen('owner', C1, listener.id);
  assert.equal(brief(await back.next()), 'reset');
  await ask('owner', `PUT ${followers('c1')}/u104`);
  assert.equal(brief(await back.next()), 'changed c1 8');
});

test('a log that is replaced under a stream is told of', async (t) => {
  let current = memoryRepository(fixedData());
  const repository: Repository = {
    ...current,
    find: (key) => current.find(key),
    log: (query) => current.log(query),
  };
  const { listen } = listeningApp(t, { repository, feed: { pollMs: 1 } });
  const listener = await listen('owner', C1);
  await listener.next();
  current = memoryRepository(fixedData());
  assert.equal(brief(await listener.next()), 'reset');
});

test('nobody has more streams than they may, and others are not kept out by it', async (t) => {
  const { listen } = listeningApp(t);
  const own = await Promise.all(Array.from({ length: 6 }, () => listen('owner', C1)));
  const { response } = await listen('owner', C1);
  assert.deepEqual([response.status, response.headers.get('retry-after')], [429, '30']);
  assert.equal((await listen('admin', C1)).response.status, 200);
  await own[0]!.end();
  assert.equal((await listen('owner', C1)).response.status, 200);
});

test('asking for the headers alone leaves no stream behind', async (t) => {
  const { ask, listen } = listeningApp(t, { feed: { streamsPerUser: 1 } });
  const { status, headers } = await ask('owner', 'HEAD /api/events?record=contact:c1');
  assert.deepEqual([status, headers.get('content-type')], [200, 'text/event-stream']);
  assert.equal((await listen('owner', C1)).response.status, 200);
});

test('a stream that could not begin leaves nothing behind', async (t) => {
  const { listen } = listeningApp(t, { feed: { streamsPerUser: 1 } });
  assert.equal((await listen('owner', C1, 'unknown')).response.status, 410);
  assert.equal((await listen('owner', C1)).response.status, 200);
});

test('a listener who does not read is cut off, and keeps no place', async (t) => {
  const { ask, listen } = listeningApp(t, { feed: { streamsPerUser: 1, bufferBytes: 1000 } });
  const idle = await listen('owner', C1);
  const busy = await listen('admin', C1);
  await busy.next();
  for (let n = 101; n < 107; n++) {
    await ask('owner', `PUT ${followers('c1')}/u${n}`);
    await busy.next();
  }
  assert.ok((await idle.take(100)).length < 4, 'what was kept is thrown away');
  assert.equal((await listen('owner', C1)).response.status, 200);
});

test('a database that does not answer for a while costs nobody an event, and is reported once', async (t) => {
  let broken = 0;
  const memory = memoryRepository(fixedData());
  const repository: Repository = {
    ...memory,
    log: async (query) => {
      if (broken-- > 0) throw new Error('no answer');
      return memory.log(query);
    },
  };
  const reported: unknown[] = [];
  const { ask, listen } = listeningApp(t, {
    repository,
    log: (error) => reported.push(error),
    feed: { pollMs: 1 },
  });
  const listener = await listen('owner', C1);
  await listener.next();
  broken = 3;
  await ask('owner', `PUT ${followers('c1')}/u101`);
  assert.equal(brief(await listener.next()), 'changed c1 5');
  assert.deepEqual(reported.map(String), ['Error: no answer']);
});

test('where the database does not answer, no stream begins', async (t) => {
  const memory = memoryRepository(fixedData());
  let broken = true;
  const log: Repository['log'] = async (query) => {
    if (broken) throw new Error('no answer');
    return memory.log(query);
  };
  const { listen } = listeningApp(t, { repository: { ...memory, log }, log: () => {} });
  assert.ok((await listen('owner', C1)).response.status >= 500);
  broken = false;
  assert.equal(brief(await (await listen('owner', C1)).next()), 'changed c1 4');
});

test('when the process is to end streams end, and none begins', async (t) => {
  const ending = new AbortController();
  const { listen } = listeningApp(t, { signal: ending.signal });
  const listener = await listen('owner', C1);
  await listener.next();
  ending.abort();
  assert.equal(await listener.next(), undefined);
  const { response } = await listen('owner', C1);
  assert.deepEqual([response.status, response.headers.get('retry-after')], [503, '1']);
});
