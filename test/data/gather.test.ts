/** Records that are asked for in one turn are read in one request, where the backend can do that. */
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { Problem } from '../../src/core/problem.ts';
import { sourceFor } from '../../src/data/sources.ts';
import { type FakeAdapter, fakeAdapter, snapshot } from '../support/fake-adapter.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { ids, pass, turn } from '../support/open-store.ts';

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
});

const contact = (id: string) => ({ type: 'contact', id });
const of = (id: string, followers: string, features = ['batch']) =>
  snapshot(1, followers, { record: { ...contact(id), version: '1' }, features });

/** Stores of these records, on a backend that has every function. */
function open(names: string, adapter: FakeAdapter = fakeAdapter(['people', 'history'])) {
  const source = sourceFor({ adapter });
  const stores = names.split(' ').map((id) => source.store(contact(id)));
  return { adapter, source, stores, load: () => Promise.all(stores.map((store) => store.load())) };
}

const asked = (adapter: FakeAdapter): unknown[] =>
  adapter.calls.map(({ op, args: [what] }) =>
    Array.isArray(what)
      ? [op, ...what.map(({ id }: { id: string }) => id)]
      : [op, (what as { id: string }).id],
  );

test('several records asked for in one turn are one request, each with its own answer', async () => {
  const { adapter, stores, load } = open('c1 c2 c3');
  const loaded = load();
  (await adapter.next('loadMany')).answer([of('c1', 'a'), null, of('c3', 'c')]);
  await loaded;
  assert.deepEqual(asked(adapter), [['loadMany', 'c1', 'c2', 'c3']]);
  assert.deepEqual(
    stores.map(({ shown }) => ids(shown)),
    ['a', undefined, 'c'],
  );
  assert.equal(stores[1]!.problem?.code, 'not-found');
});

test('a lone record is read alone, and so is each that is asked for in a turn of its own', async () => {
  const { adapter, stores } = open('c1 c2');
  for (const store of stores) {
    const loaded = store.load();
    (await adapter.next('load')).answer(of(store.record.id, 'a'));
    await loaded;
  }
  assert.deepEqual(asked(adapter), [
    ['load', 'c1'],
    ['load', 'c2'],
  ]);
});

test('a backend that has said that it can’t is not asked for several', async () => {
  const { adapter, source, stores } = open('c1 c2 c3');
  const first = stores[0]!.load();
  (await adapter.next('load')).answer(of('c1', 'a', ['owner']));
  await first;
  void stores[1]!.load();
  void stores[2]!.load();
  await turn();
  assert.deepEqual(asked(adapter).slice(1), [
    ['load', 'c2'],
    ['load', 'c3'],
  ]);
  assert.equal(source.store(contact('c1')).shown?.features.includes('batch'), false);
});

for (const [what, problem] of Object.entries({
  'is not there': new Problem('not-found', { status: 404 }),
  'is not allowed': new Problem('invalid-request', { status: 405 }),
  'is not made yet': new Problem('unavailable', { status: 501 }),
  'answers a page of the site': new Problem('malformed-response', { status: 200 }),
  'is kept from us': new Problem('action-forbidden', { status: 403 }),
})) {
  test(`where the route ${what}, records are read one by one, and it is not tried again`, async () => {
    const { adapter, stores, load } = open('c1 c2');
    const loaded = load();
    (await adapter.next('loadMany')).fail(problem);
    for (const id of ['c1', 'c2']) (await adapter.next('load')).answer(of(id, 'a'));
    await loaded;
    void load();
    await turn();
    assert.deepEqual(
      adapter.calls.map(({ op }) => op),
      ['loadMany', 'load', 'load', 'load', 'load'],
    );
    assert.deepEqual(
      stores.map(({ shown }) => ids(shown)),
      ['a', 'a'],
    );
  });
}

test('what would befall any request befalls all of them, and says nothing of the route', async () => {
  const { adapter, stores, load } = open('c1 c2');
  const loaded = load();
  (await adapter.next('loadMany')).fail(new Problem('not-authenticated'));
  await loaded;
  assert.deepEqual(
    stores.map(({ problem }) => problem?.code),
    ['not-authenticated', 'not-authenticated'],
  );
  const again = load();
  (await adapter.next('loadMany')).answer([of('c1', 'a'), of('c2', 'b')]);
  await again;
  assert.deepEqual(
    stores.map(({ shown }) => ids(shown)),
    ['a', 'b'],
  );
});

test('an answer that is not one for each is none for those that are left', async () => {
  const { adapter, stores, load } = open('c1 c2 c3');
  const loaded = load();
  (await adapter.next('loadMany')).answer([of('c2', 'a'), of('c2', 'b')]);
  await loaded;
  assert.deepEqual(
    stores.map(({ problem, shown }) => problem?.code ?? ids(shown)),
    ['malformed-response', 'b', 'not-found'],
  );
});

test('more than a hundred are several requests, and what was given up is in none', async () => {
  const names = Array.from({ length: 203 }, (_, i) => `c${i}`);
  const { adapter, stores, load } = open(names.join(' '));
  void load();
  for (const store of stores.slice(0, 2)) store.empty();
  await turn();
  const sizes = adapter.calls.map(({ op, args }) => [op, (args[0] as unknown[]).length ?? 1]);
  assert.deepEqual(sizes, [
    ['loadMany', 100],
    ['loadMany', 100],
    ['load', 1],
  ]);
});

const API = 'https://crm.example/api';

test('the contract’s route gets the records in one body, and is read as a read', async () => {
  const { fetch: fetcher, next, requests } = fakeFetch();
  const source = sourceFor({ endpoint: `${API}?v=1`, fetcher });
  const stores = ['c1', 'c2', 'c3'].map((id) => source.store(contact(id)));
  const loaded = stores.map((store) => store.load());
  const request = await next();
  assert.equal(`${request.method} ${request.url.href}`, `POST ${API}/followers:batchGet?v=1`);
  assert.deepEqual(request.json, { records: ['c1', 'c2', 'c3'].map(contact) });
  assert.equal(request.headers.get('X-CRM-Followers'), '1');
  assert.notEqual(request.init.keepalive, true);
  const items = [
    { ...contact('c1'), status: 200, snapshot: of('c1', 'a') },
    { ...contact('c2'), status: 404 },
    null,
  ];
  request.answer(200, { items });
  await Promise.all(loaded);
  assert.deepEqual(
    stores.map(({ problem, shown }) => problem?.code ?? ids(shown)),
    ['a', 'not-found', 'not-found'],
  );
  assert.equal(requests.length, 1);
});

test('a host without the route costs one request, and a busy one is asked again', async () => {
  const { fetch: fetcher, next, requests } = fakeFetch();
  const source = sourceFor({ endpoint: API, fetcher });
  const stores = ['c1', 'c2'].map((id) => source.store(contact(id)));
  const loaded = Promise.all(stores.map((store) => store.load()));
  (await next()).answer(404, '<h1>Not found</h1>');
  for (const id of ['c1', 'c2']) (await next()).answer(id === 'c1' ? 503 : 200, of(id, 'a', []));
  await pass(1000);
  (await next()).answer(200, of('c1', 'a', []));
  await loaded;
  assert.deepEqual(
    requests.map(({ method }) => method),
    ['POST', 'GET', 'GET', 'GET'],
  );
});
