/** Copying the directory, and asking more than anybody needs to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedData } from '../../../demo/server/data/fixed.ts';
import { memoryRepository } from '../../../demo/server/memory/repository.ts';
import { DEMO_RATES, limiter } from '../../../demo/server/rates.ts';
import { followers, makeApp } from '../../support/app.ts';
import { requestOf, ROUTES } from '../../support/routes.ts';

const START = Date.UTC(2026, 10, 24);

/** An app with a clock that the test sets, in milliseconds after the start. */
function limited(rates = DEMO_RATES) {
  let time = START;
  const app = makeApp({ rates, now: () => new Date(time) });
  return { ...app, at: (milliseconds: number) => void (time = START + milliseconds) };
}

test('enumeration: nobody signed out, and nobody of another tenant, finds anybody', async () => {
  const { ask } = makeApp();
  const ids = fixedData()
    .people.map(({ id }) => `id=${id}`)
    .join('&');
  for (const query of ['', 'query=a', 'id=owner', ids, 'limit=50']) {
    assert.equal((await ask(null, `GET /api/users?${query}`)).status, 401, query);
    const { items } = (await ask('stranger', `GET /api/users?${query}`)).body;
    const found = items.filter(({ id }: { id: string }) => id !== 'stranger');
    assert.deepEqual(found, [], query);
  }
});

test('enumeration: a page has at most 50 people, and a list of ids at most 100', async () => {
  const { ask } = makeApp();
  assert.equal((await ask('owner', 'GET /api/users?limit=51')).status, 400);
  const ids = (count: number) => Array.from({ length: count }, (_, i) => `id=n${i}`).join('&');
  assert.equal((await ask('owner', `GET /api/users?${ids(100)}`)).status, 200);
  assert.equal((await ask('owner', `GET /api/users?${ids(101)}`)).status, 400);
});

test('enumeration: ten searches a second and six hundred an hour are a person’s share', async () => {
  const { ask, at } = limited();
  const search = (as = 'owner', query = 'query=a') => ask(as, `GET /api/users?${query}`);
  for (let i = 0; i < 10; i++) assert.equal((await search()).status, 200);
  const refused = await search('owner', 'id=rita');
  assert.deepEqual([refused.status, refused.body.code], [429, 'rate-limited']);
  assert.equal(refused.headers.get('retry-after'), '1');
  assert.equal(refused.headers.get('content-type'), 'application/problem+json');
  at(999);
  assert.equal((await search()).status, 429);
  at(1000);
  for (let i = 10; i < 600; i++) {
    at(1000 + i * 100);
    assert.equal((await search()).status, 200, `request ${i}`);
  }
  at(3_599_000);
  const late = await search();
  assert.deepEqual([late.status, late.headers.get('retry-after')], [429, '1']);
  at(3_600_000);
  // Those of the first moment are an hour old by now: ten places are free, and no more.
  for (let i = 0; i < 10; i++) assert.equal((await search()).status, 200);
  assert.equal((await search()).status, 429);
});

test('enumeration: one person’s haste costs nobody else, and no other route', async () => {
  const { ask } = limited();
  for (let i = 0; i < 11; i++) await ask('owner', 'GET /api/users');
  assert.equal((await ask('owner', 'GET /api/users')).status, 429);
  assert.equal((await ask('rita', 'GET /api/users')).status, 200);
  assert.equal((await ask('stranger', 'GET /api/users')).status, 200);
  for (const route of ROUTES.filter((each) => !each.route.includes('/users'))) {
    for (let i = 0; i < 30; i++) {
      const { status } = await ask('owner', requestOf(route), route);
      assert.notEqual(status, 429, route.route);
    }
  }
});

test('enumeration: who is refused is not set back further, and a malformed search counts', async () => {
  const { ask, at } = limited([{ path: '/api/users', most: 2, seconds: 10 }]);
  assert.equal((await ask('owner', 'GET /api/users?limit=0')).status, 400);
  at(6000);
  assert.equal((await ask('owner', 'GET /api/users')).status, 200);
  for (let i = 0; i < 5; i++) {
    const { status, headers } = await ask('owner', 'GET /api/users');
    assert.deepEqual([status, headers.get('retry-after')], [429, '4']);
  }
  at(10_000);
  assert.equal((await ask('owner', 'GET /api/users')).status, 200);
});

test('too many requests: an operator limits any path with all below it', async () => {
  const { ask } = limited([
    { path: '/api/records', most: 3, seconds: 60 },
    { path: '/api/followers:batchGet', most: 0, seconds: 60 },
  ]);
  const asked = [
    `GET ${followers('c1')}`,
    `PUT ${followers('c1')}/colleague`,
    `GET ${followers('c1')}/history`,
  ];
  for (const request of asked) assert.ok((await ask('owner', request)).status < 300, request);
  for (const request of asked) assert.equal((await ask('owner', request)).status, 429, request);
  const records = { json: { records: [] } };
  assert.equal((await ask('owner', 'POST /api/followers:batchGet', records)).status, 429);
  assert.equal((await ask('owner', 'GET /api/users')).status, 200);
});

test('too many requests: what is remembered of who asked is bounded', () => {
  const [viewer] = fixedData().people;
  const assertInTime = limiter([{ path: '/p', most: 1, seconds: 3600 }], () => new Date(START));
  const asks = (id: string) => assertInTime({ ...viewer!, id }, '/p');
  asks('first');
  assert.throws(() => asks('first'), { code: 'rate-limited' });
  for (let i = 0; i < 10_000; i++) asks(`n${i}`);
  // Forgotten like everybody who has not asked since ten thousand others did.
  asks('first');
  assert.throws(() => asks('n9999'), { code: 'rate-limited' });
});

test('rates are nobody’s share where the operator sets none', async () => {
  const { ask } = makeApp({ repository: memoryRepository(fixedData()) });
  for (let i = 0; i < 50; i++) assert.equal((await ask('owner', 'GET /api/users')).status, 200);
});
