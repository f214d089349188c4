/** People given as bare ids get their names from the backend, where it has a route for that. */
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { Overlay } from '../../src/data/overlay.ts';
import { Source } from '../../src/data/source.ts';
import { sourceFor } from '../../src/data/sources.ts';
import { C1, fakeAdapter, person, snapshot } from '../support/fake-adapter.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { openStore, turn } from '../support/open-store.ts';

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
});

const bare = (id: string) => ({ id, name: '', active: true });
const backend = () => fakeAdapter(['loadMany', 'history']);
const names = (shown: { followers: readonly { user: { name: string } }[] } | undefined) =>
  shown?.followers.map(({ user }) => user.name).join();

test('followers whom a record names by id only are named by one request, once', async () => {
  const { adapter, store, news } = await openStore({ owner: 'o', followers: ['a', 'b'] }, backend());
  assert.equal(names(store.shown), ',');
  const call = await adapter.next('people');
  assert.deepEqual(call.args, [['o', 'a', 'b']]);
  call.answer([person('a'), person('o')]);
  await turn();
  assert.deepEqual([names(store.shown), store.shown?.owner?.name], ['A,', 'O']);
  const again = store.reload();
  (await adapter.next('load')).answer({ owner: 'o', followers: ['a', 'b'] });
  await again;
  assert.equal(names(store.shown), 'A,');
  // Who is not known is not sought for ever, and a name is no news.
  assert.deepEqual([adapter.log, news.filter((each) => each !== 'state')], [['load', 'people', 'load'], []]);
});

test('nobody is asked for whose name is known, or where the backend says that it can’t', async () => {
  const known = await openStore(snapshot(1, 'a b', { features: ['people'] }), backend());
  await turn();
  assert.deepEqual(known.adapter.log, ['load']);
  const other = await openStore(
    snapshot(1, '', { followers: [{ user: bare('a') }], features: [] }),
    backend(),
  );
  await turn();
  assert.deepEqual(other.adapter.log, ['load']);
});

test('what a host assigns to a field is named while it waits to be saved', async () => {
  const { adapter, overlay } = await openStore(
    snapshot(1, 'a', { features: ['people'] }),
    backend(),
    {},
    'manual',
  );
  overlay.want({ followers: [person('a'), bare('x'), bare('y')] });
  assert.equal(names(overlay.shown), 'A,,');
  const call = await adapter.next('people');
  assert.deepEqual(call.args, [['x', 'y']]);
  call.answer([person('x'), person('stranger')]);
  await turn();
  assert.equal(names(overlay.shown), 'A,X,');
});

test('a draft is named, too, and told when it is', async () => {
  const adapter = backend();
  const source = sourceFor({ adapter });
  const overlay = new Overlay();
  overlay.attach(undefined, 'draft', source);
  let told = 0;
  source.hold(() => told++);
  overlay.assign({ followers: [bare('x')] });
  assert.equal(names(overlay.shown), '');
  (await adapter.next('people')).answer([person('x')]);
  await turn();
  assert.deepEqual([names(overlay.shown), told], ['X', 1]);
});

test('a failure leaves people unknown and everything else as it is', async () => {
  const { adapter, store } = await openStore({ owner: 'o', followers: ['a'] }, backend());
  (await adapter.next('people')).fail();
  await turn();
  assert.deepEqual([names(store.shown), store.problem], ['', undefined]);
});

test('names heard for one viewer are not another’s', async () => {
  const { adapter, store } = await openStore(
    snapshot(1, '', { followers: [{ user: bare('a') }], features: ['people'] }),
    backend(),
  );
  const call = await adapter.next('people');
  const again = store.reload();
  (await adapter.next('load')).answer(snapshot(1, 'b', { viewer: { id: 'other' }, features: ['people'] }));
  await again;
  call.answer([person('a')]);
  await turn();
  assert.equal(store.source.people.get('a'), undefined);
});

test('the contract’s route gets fifty ids at most, and its answer only names those asked for', async () => {
  const { fetch: fetcher, next } = fakeFetch();
  const source = sourceFor({ endpoint: 'https://crm.example/api', fetcher });
  const ids = Array.from({ length: 51 }, (_, i) => `p${i}`);
  const store = source.store(C1);
  const loaded = store.load();
  (await next()).answer(200, { ...snapshot(1), followers: ids, features: ['people'] });
  await loaded;
  const [first, second] = [await next(), await next()];
  assert.deepEqual(first.url.searchParams.getAll('id'), ids.slice(0, 50));
  assert.equal(second.url.href, 'https://crm.example/api/users?id=p50');
  first.answer(200, { items: [person('p1'), person('p50')], nextCursor: null });
  await turn();
  assert.deepEqual([source.people.get('p1')?.name, source.people.get('p50')], ['P1', undefined]);
});

test('people that a page gives to one element are let go of with it, and not only after a while', (t) => {
  const timers = t.mock.method(globalThis, 'setTimeout');
  new Source({ users: [] }).hold(() => {})();
  assert.equal(timers.mock.callCount(), 0);
  new Source({ endpoint: '/api' }).hold(() => {})();
  assert.equal(timers.mock.callCount(), 1);
});
