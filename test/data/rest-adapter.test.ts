/** The routes of the contract as the default adapter speaks them: addresses, headers, bodies. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Adapter } from '../../src/data/adapter.ts';
import { type RestOptions, restAdapter } from '../../src/data/rest-adapter.ts';
import { type FakeRequest, fakeFetch } from '../support/fake-fetch.ts';

const record = { type: 'contact', id: 'c1' };
const snapshot = { record: { ...record, version: '18' }, owner: null, followers: [], features: ['owner'] };

/** Makes one call, answers it, and gives back the request with what came of it. */
async function exchange(
  call: (adapter: Adapter) => Promise<unknown>,
  options: RestOptions = {},
  answer: (request: FakeRequest) => void = (request) => request.answer(200, snapshot),
): Promise<{ request: FakeRequest; result: unknown }> {
  const { fetch, next } = fakeFetch();
  const running = call(restAdapter({ endpoint: 'https://crm.example/api', fetcher: fetch, ...options }));
  const request = await Promise.race([next(), running.then(() => assert.fail('nothing was sent'))]);
  answer(request);
  return { request, result: await running };
}

const load = (adapter: Adapter) => adapter.load(record, {});
const add = (adapter: Adapter) => adapter.add!(record, 'u1', {});
const remove = (adapter: Adapter) => adapter.remove!(record, 'u1', {});
const search = (adapter: Adapter) => adapter.search!('', {});
const changeOwner = (adapter: Adapter) =>
  adapter.changeOwner!(record, { userId: 'u1', keepPrevious: true, version: '17' }, {});

test('each function has its method and route', async () => {
  const rows: [(adapter: Adapter) => Promise<unknown>, string, string][] = [
    [load, 'GET', '/api/records/contact/c1/followers'],
    [add, 'PUT', '/api/records/contact/c1/followers/u1'],
    [remove, 'DELETE', '/api/records/contact/c1/followers/u1'],
    [changeOwner, 'PUT', '/api/records/contact/c1/owner'],
    [search, 'GET', '/api/users'],
  ];
  for (const [call, method, path] of rows) {
    const { request, result } = await exchange(call);
    assert.equal(`${request.method} ${request.url.pathname}`, `${method} ${path}`);
    assert.deepEqual(result, snapshot);
  }
});

test('ids are encoded, so that none can change the route', async () => {
  const ids = ['a/b', 'ä ö', '%2e%2e', '...', 'a?b#c', '__proto__', '\\', '../x'];
  for (const id of ids) {
    const { request } = await exchange((adapter) => adapter.add!({ type: 'contact', id }, id, {}));
    const encoded = encodeURIComponent(id);
    assert.equal(request.url.pathname, `/api/records/contact/${encoded}/followers/${encoded}`);
    assert.equal(request.url.search, '');
  }
});

test('an id or a type that cannot be one is refused before anything is sent', async () => {
  const { fetch, requests } = fakeFetch({ onRequest: (request) => request.answer(200, snapshot) });
  let asked = 0;
  const getToken = () => String(asked++);
  const adapter = restAdapter({ endpoint: 'https://crm.example/api', fetcher: fetch, getToken });
  const calls: (() => Promise<unknown>)[] = [];
  for (const id of ['', '.', '..', 'x'.repeat(201), '\uD800']) {
    const bad = { type: 'contact', id };
    calls.push(
      () => adapter.load(bad, {}),
      () => adapter.add!(bad, 'u1', {}),
      () => adapter.add!(record, id, {}),
      () => adapter.remove!(record, id, {}),
      () => adapter.changeOwner!(record, { userId: id, keepPrevious: false, version: '1' }, {}),
      () => adapter.search!('', { record: bad }),
    );
  }
  for (const type of ['', 'Contact', '1a', 'a/b', 'x'.repeat(65)]) {
    calls.push(
      () => adapter.load({ type, id: 'c1' }, {}),
      () => adapter.search!('', { record: { type, id: 'c1' } }),
    );
  }
  for (const call of calls) await assert.rejects(call(), { name: 'Problem', code: 'invalid-request' });
  assert.equal(requests.length, 0);
  assert.equal(asked, 0);
});

test('a read sends Accept and nothing else, and revalidates what the browser has cached', async () => {
  const { request } = await exchange(load);
  assert.deepEqual([...request.headers.keys()], ['accept']);
  assert.match(request.headers.get('Accept')!, /application\/json.*application\/problem\+json/);
  assert.equal(request.init.cache, 'no-cache');
  assert.ok(!request.init.keepalive);
  assert.equal(request.init.body, undefined);
});

test('a write says what it is and outlives the page', async () => {
  for (const call of [add, remove, changeOwner]) {
    const { request } = await exchange(call);
    const names = [...request.headers.keys()].filter((name) => name !== 'if-match');
    assert.deepEqual(names, ['accept', 'content-type', 'x-crm-followers']);
    assert.equal(request.headers.get('X-CRM-Followers'), '1');
    assert.equal(request.headers.get('Content-Type'), 'application/json');
    assert.equal(request.init.keepalive, true);
  }
});

test('only the owner change carries a body and the version it was made on', async () => {
  const { request } = await exchange(changeOwner);
  assert.deepEqual(request.json, { userId: 'u1', keepPrevious: true });
  assert.equal(request.headers.get('If-Match'), '"17"');
  for (const call of [load, add, remove]) {
    const other = (await exchange(call)).request;
    assert.equal(other.init.body, undefined);
    assert.equal(other.headers.get('If-Match'), null);
  }
});

test('an owner change without a known version is sent without If-Match', async () => {
  const change = { userId: 'u1', keepPrevious: false, version: undefined };
  const { request } = await exchange((adapter) => adapter.changeOwner!(record, change, {}));
  assert.equal(request.headers.get('If-Match'), null);
  assert.deepEqual(request.json, { userId: 'u1', keepPrevious: false });
});

test('a search sends the text as it is, and cursor and record only where there are any', async () => {
  const plain = (await exchange(search)).request;
  assert.deepEqual(Object.fromEntries(plain.url.searchParams), { query: '', limit: '50' });
  const about = { record: { type: 'deal', id: 'a:b&c' }, cursor: 'p/2=' };
  const full = (await exchange((adapter) => adapter.search!('josé & co', about))).request;
  assert.deepEqual(Object.fromEntries(full.url.searchParams), {
    query: 'josé & co',
    limit: '50',
    cursor: 'p/2=',
    for: 'deal:a:b&c',
  });
});

test('a write answered with nothing gives nothing', async () => {
  for (const call of [add, remove, changeOwner]) {
    const { result } = await exchange(call, {}, (request) => request.answer(204));
    assert.equal(result, undefined);
  }
});

test('a snapshot that names no features claims none, whatever functions the adapter has', async () => {
  const { features: _, ...bare } = snapshot;
  const { result } = await exchange(load, {}, (request) => request.answer(200, bare));
  assert.deepEqual(result, { ...bare, features: [] });
});

test('the language goes along when it is one', async () => {
  for (const [lang, sent] of [
    ['de-AT', 'de-AT'],
    ['', null],
    [undefined, null],
    ['日本語', null],
    ['a\nb', null],
  ] as const) {
    const { request } = await exchange(load, { lang });
    assert.equal(request.headers.get('Accept-Language'), sent);
  }
});

test("the host's headers may be an object, a function or a promise, and cannot displace ours", async () => {
  const own = { 'X-CSRF-Token': 'abc', Accept: 'text/html', 'X-CRM-Followers': '0' };
  for (const headers of [own, () => own, () => Promise.resolve(own), new Headers(own)]) {
    const { request } = await exchange(add, { headers });
    assert.equal(request.headers.get('X-CSRF-Token'), 'abc');
    assert.equal(request.headers.get('X-CRM-Followers'), '1');
    assert.match(request.headers.get('Accept')!, /json/);
  }
});

test('a function for headers that has none to give is no error', async () => {
  const { request } = await exchange(load, { headers: (() => undefined) as unknown as () => HeadersInit });
  assert.deepEqual([...request.headers.keys()], ['accept']);
});

test('options that are changed in place count from the next request on', async () => {
  const { fetch, requests } = fakeFetch({ onRequest: (request) => request.answer(200, snapshot) });
  const options: RestOptions = { endpoint: 'https://crm.example/api', fetcher: fetch };
  const adapter = restAdapter(options);
  await adapter.load(record, {});
  Object.assign(options, {
    headers: { 'X-Tenant': 't2' },
    credentials: 'include',
    endpoint: 'https://b.example/',
  });
  await adapter.load(record, {});
  assert.deepEqual(
    requests.map(({ url, headers, init }) => [url.origin, headers.get('X-Tenant'), init.credentials]),
    [
      ['https://crm.example', null, undefined],
      ['https://b.example', 't2', 'include'],
    ],
  );
});
