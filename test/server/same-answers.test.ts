/**
 * Memory and SQL answer alike: random requests by random people, sent to both, with every answer compared. And
 * whatever was sent, the invariants of the design hold afterwards.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { fixedData } from '../../demo/server/data/fixed.ts';
import { demoData } from '../../demo/server/data/generated.ts';
import { memoryRepository } from '../../demo/server/memory/repository.ts';
import type { Dataset, Repository } from '../../demo/server/repository.ts';
import { type Answer, type Ask, followers, makeApp, owner } from '../support/app.ts';
import { atLength } from '../support/at-length.ts';
import { closeSql, freshSqlRepository } from '../support/sql.ts';

after(closeSql);

const CAST = 'admin owner follower colleague reader rita rob stranger u101 u105'.split(' ');
const RECORDS = [
  'contact/c1',
  'contact/c-unowned',
  'contact/c-over',
  'contact/n9',
  'contact/x1',
  'opportunity/o1',
];

interface Step {
  as: string;
  request: string;
  json?: unknown;
  /** Sends the version that the record then has, or this one. */
  version?: 'current' | '"1"' | undefined;
}

const who = fc.constantFrom(...CAST);
const whom = fc.constantFrom(...CAST, 'gone', 'u106', 'u110', 'u112', 'nobody');
const which = fc.constantFrom(...RECORDS).map((record) => record.split('/') as [string, string]);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({ as: who, whom, which, method: fc.constantFrom('PUT', 'PUT', 'DELETE') })
      .map(({ as, whom, which: [type, id], method }) => ({
        as,
        request: `${method} ${followers(id, type)}/${whom}`,
      })),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({
        as: who,
        userId: whom,
        which,
        keepPrevious: fc.boolean(),
        version: fc.constantFrom('current' as const, 'current' as const, '"1"' as const, undefined),
      })
      .map(({ as, which: [type, id], version, ...json }) => ({
        as,
        request: `PUT ${owner(id, type)}`,
        json,
        version,
      })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        as: who,
        list: fc.constantFrom('contacts', 'opportunities'),
        limit: fc.integer({ min: 1, max: 4 }),
      })
      .map(({ as, list, limit }) => ({ as, request: `GET /crm/${list}?limit=${limit}` })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ as: who, owner: whom, picks: fc.uniqueArray(whom, { maxLength: 4 }) })
      .map(({ as, owner, picks }) => ({
        as,
        request: 'POST /crm/opportunities',
        json: { name: 'X', contactId: 'c1', owner, followers: picks },
      })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ as: who, which, phone: fc.string({ maxLength: 5 }) })
      .map(({ as, which: [type, id], phone }) => ({
        as,
        request: `PATCH /crm/${type === 'contact' ? 'contacts' : 'opportunities'}/${id}`,
        json: { phone, name: `n${phone}` },
      })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ as: who, which }).map(({ as, which: [type, id] }) => ({
      as,
      request: `GET /crm/${type === 'contact' ? 'contacts' : 'opportunities'}/${id}/activity`,
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ as: who, which, limit: fc.integer({ min: 1, max: 4 }) })
      .map(({ as, which: [type, id], limit }) => ({
        as,
        request: `GET ${followers(id, type)}/history?limit=${limit}`,
      })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ as: who, some: fc.array(which, { maxLength: 6 }) }).map(({ as, some }) => ({
      as,
      request: 'POST /api/followers:batchGet',
      json: { records: some.map(([type, id]) => ({ type, id })) },
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ as: who, some: fc.array(whom, { minLength: 1, maxLength: 6 }) })
      .map(({ as, some }) => ({ as, request: `GET /api/users?${some.map((id) => `id=${id}`).join('&')}` })),
  },
);

/** The fixed data with a contact `n9` that has this many followers: random walks rarely fill a list themselves. */
function dataWith(count: number): Dataset {
  const { people, records } = fixedData();
  const over = records.find(({ key }) => key.id === 'c-over')!;
  const n9 = { ...over, key: { ...over.key, id: 'n9' }, followers: over.followers.slice(0, count) };
  return { people, records: [...records, n9] };
}

/** An app whose clock and ids count up, so that two of them say the same. */
function counting(repository: Repository): Ask {
  let time = Date.UTC(2026, 10, 24);
  let id = 0;
  return makeApp({ repository, now: () => new Date((time += 1000)), newId: () => `n${++id}` }).ask;
}

async function run(ask: Ask, { as, request, json, version }: Step) {
  const headers: Record<string, string> = {};
  if (version === 'current') {
    const path = request.split(' ')[1]!.replace(/owner$/, 'followers');
    const { body } = await ask('admin', `GET ${path}`);
    headers['If-Match'] = `"${body.record?.version ?? 1}"`;
  } else if (version) headers['If-Match'] = version;
  const answer = await ask(as, request, { headers, json });
  return { status: answer.status, body: answer.body, etag: answer.headers.get('etag') };
}

async function assertInvariants(repository: Repository, before: Repository) {
  for (const name of RECORDS) {
    const [type, id] = name.split('/') as [string, string];
    const key = { tenant: id === 'x1' ? 'southridge' : 'northwind', type, id };
    const record = (await repository.find(key))!;
    const was = (await before.find(key))!;
    const ids = record.followers.map(({ user }) => user.id);
    assert.ok(ids.length <= Math.max(10, was.followers.length), `${name} has ${ids.length} followers`);
    assert.equal(new Set(ids).size, ids.length, `${name}: nobody follows twice`);
    assert.ok(!ids.includes(record.owner?.id ?? ''), `${name}: the owner does not follow`);
    const versions = (await repository.events(key, 1000)).map(({ version }) => Number(version));
    assert.deepEqual(
      versions,
      Array.from({ length: Number(record.version) }, (_, i) => Number(record.version) - i),
    );
  }
}

test('memory and SQL answer any sequence of requests alike', async () => {
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 10 }),
      fc.array(step, { minLength: 5, maxLength: 30, size: 'max' }),
      async (count, steps) => {
        const data = dataWith(count);
        const memory = memoryRepository(data);
        const sql = await freshSqlRepository(data);
        const [one, other] = [counting(memory), counting(sql)];
        for (const each of steps) {
          const [expected, actual] = [await run(one, each), await run(other, each)];
          assert.deepEqual(actual, expected, JSON.stringify(each));
          seen.set(actual.status, (seen.get(actual.status) ?? 0) + 1);
        }
        await assertInvariants(memory, memoryRepository(data));
        await assertInvariants(sql, memoryRepository(data));
      },
    ),
    { numRuns: atLength ? 40 : 20, seed: 20_261_123 },
  );
  // A walk that never meets a refusal would prove little.
  for (const status of [200, 201, 204, 403, 404, 409, 412, 422, 428])
    assert.ok(seen.get(status), `${status} was met`);
});

test('memory and SQL find the same people, in the same order and pages', async () => {
  const data = demoData();
  const [memory, sql] = [memoryRepository(data), await freshSqlRepository(data)];
  const [one, other] = [makeApp({ repository: memory }).ask, makeApp({ repository: sql }).ask];
  const letters = fc.constantFrom(...'aàåbcdeéfgijklłmnoøprsstuüvwyzßἀабמלا王小니ก', ' ', '-', "'", '.', '@');
  const typed = fc.oneof(
    fc.string({ unit: letters, maxLength: 4 }),
    fc.constantFrom(
      ...data.people.flatMap(({ name, email }) => [name, name.slice(0, 3), ...name.split(' '), email ?? '']),
    ),
  );
  let found = 0;
  await fc.assert(
    fc.asyncProperty(typed, fc.integer({ min: 1, max: 50 }), async (query, limit) => {
      let cursor: string | null = '';
      for (let page = 0; cursor !== null && page < 3; page++) {
        const request: string = `GET /api/users?query=${encodeURIComponent(query)}&limit=${limit}${cursor && `&cursor=${cursor}`}`;
        const expected: Answer = await one('owner', request);
        const actual: Answer = await other('owner', request);
        assert.deepEqual(actual.body, expected.body, request);
        found += actual.body.items.length;
        cursor = actual.body.nextCursor;
      }
    }),
    { numRuns: 300, seed: 20_261_123 },
  );
  assert.ok(found > 1000, `${found} people were found`);
});

test('a cursor of another search finds nobody whom the search itself would not find', async () => {
  const data = demoData();
  const homes = [memoryRepository(data), await freshSqlRepository(data)];
  const cursor = btoa(JSON.stringify(['aa', ''])).replaceAll('=', '');
  for (const repository of homes) {
    const { ask } = makeApp({ repository });
    const { body } = await ask('owner', `GET /api/users?query=maria+silva&cursor=${cursor}`);
    assert.deepEqual(
      body.items.map(({ id }: { id: string }) => id),
      ['u102', 'u103', 'u104'],
    );
  }
});
