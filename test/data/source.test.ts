/** One backend for a page: who is signed in, which records are remembered, and whether there is a connection. */
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { Problem } from '../../src/core/problem.ts';
import type { RecordRef } from '../../src/core/record.ts';
import { sourceFor } from '../../src/data/sources.ts';
import { C1, fakeAdapter, type FakeAdapter, snapshot } from '../support/fake-adapter.ts';
import { fakeFetch } from '../support/fake-fetch.ts';
import { ids, openStore, pass, show, turn } from '../support/open-store.ts';

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
});

const contact = (id: string): RecordRef => ({ type: 'contact', id });
const of = (id: string, viewer: string, version = 17, followers = 'a') =>
  snapshot(version, followers, {
    record: { ...contact(id), version: String(version) },
    viewer: { id: viewer },
  });

/** Several records of one source, each shown in an element. */
async function openStores(names: string[], adapter: FakeAdapter = fakeAdapter()) {
  const source = sourceFor({ adapter });
  const stores = names.map((id) => source.store(contact(id)));
  const shown = stores.map((store) => show(store));
  for (const store of stores) {
    void store.load();
    (await adapter.next('load')).answer(of(store.record.id, 'ann'));
  }
  await turn();
  return { adapter, source, stores, shown };
}

test('the same backend is one source, whatever plain values come with it', () => {
  const adapter = fakeAdapter();
  const fetcher = fakeFetch().fetch;
  const getToken = () => 't';
  const known = [
    sourceFor({ adapter }),
    sourceFor({ endpoint: '/api' }),
    sourceFor({ endpoint: '/other' }),
    sourceFor({ endpoint: '/api', fetcher }),
    sourceFor({ endpoint: '/api', getToken }),
  ];
  assert.equal(new Set(known).size, known.length);
  assert.equal(sourceFor({ adapter, endpoint: '/anything', limit: 5 }), known[0]);
  assert.equal(sourceFor({ endpoint: '/api', headers: { a: '1' }, lang: 'de' }), known[1]);
  assert.deepEqual([known[1]!.options.headers, known[1]!.options.lang], [{ a: '1' }, 'de']);
});

test('elements that come and go in one turn cost one request', async () => {
  const { adapter, source, store, leave } = await openStore();
  void store.load();
  leave();
  const again = source.store(C1);
  show(again);
  if (!again.confirmed && !again.loading) void again.load();
  assert.equal(again, store);
  await pass(10_000);
  assert.deepEqual(adapter.log, ['load', 'load']);
  (await adapter.next('load')).answer(snapshot(18, 'a c'));
  await turn();
  assert.deepEqual([ids(store.shown), source.store(C1)], ['a c', store]);
});

test('a record nobody shows is forgotten five seconds later, counted from the last who showed it', async () => {
  const { source, store, leave } = await openStore();
  leave();
  await pass(4000);
  const again = show(store);
  again.leave();
  await pass(4000);
  assert.equal(source.store(C1), store);
  await pass(1000);
  assert.equal(store.confirmed, undefined);
  assert.notEqual(source.store(C1), store);
});

test('a read nobody waits for any longer is aborted, and its answer shown nowhere', async () => {
  const { adapter, store, leave } = await openStore();
  void store.load();
  const call = await adapter.next('load');
  leave();
  await pass(5000);
  assert.equal(call.signal?.aborted, true);
  call.answer(snapshot(18, 'a b c'));
  await turn();
  assert.equal(store.confirmed, undefined);
});

test('changes on their way when their record is left are finished, and only then is it forgotten', async () => {
  const { adapter, source, store, make, leave } = await openStore();
  const made = [make('add', 'x'), make('add', 'y')];
  leave();
  await pass(6000);
  assert.equal(source.store(C1), store);
  (await adapter.next('add')).answer(snapshot(18, 'a b x'));
  (await adapter.next('add')).answer(snapshot(19, 'a b x y'));
  const outcomes = (await Promise.all(made)).map(({ outcome }) => outcome);
  assert.deepEqual(outcomes, ['added', 'added']);
  await pass(5000);
  assert.notEqual(source.store(C1), store);
});

test('when somebody else turns out to be signed in, every record is empty before theirs is shown', async () => {
  const { adapter, source, stores, shown } = await openStores(['c1', 'c2', 'c3']);
  shown[2]!.leave();
  const moments: (string | undefined)[][] = [];
  stores[0]!.subscribe(() => moments.push(stores.map(({ confirmed }) => confirmed?.viewer?.id)));
  void stores[0]!.load();
  (await adapter.next('load')).answer(of('c1', 'bob', 18, 'z'));
  await turn();
  // Reading began; everything was emptied; and then the first record is Bob's.
  assert.deepEqual(moments, [
    ['ann', 'ann', 'ann'],
    [undefined, 'ann', 'ann'],
    ['bob', undefined, undefined],
  ]);
  assert.deepEqual(shown[1]!.news, ['emptied']);
  // What is shown is read anew; what is not, is not.
  (await adapter.next('load')).answer(of('c2', 'bob', 18, 'y'));
  await turn();
  assert.deepEqual([ids(stores[1]!.shown), stores[2]!.confirmed, adapter.calls.length], ['y', undefined, 5]);
  assert.equal(source.viewerId, 'bob');
});

test('nothing asked by one viewer is shown to the next, nor sent in their name', async () => {
  const { adapter, stores, shown } = await openStores(['c1', 'c2']);
  const element = shown[1]!;
  const made = [element.make('add', 'x'), element.make('add', 'y')];
  (await adapter.next('add')).fail(new Problem('unavailable'));
  void stores[0]!.load();
  (await adapter.next('load')).answer(of('c1', 'bob', 18));
  const results = await Promise.all(made);
  assert.deepEqual(
    results.map(({ outcome, problem }) => [outcome, problem?.code]),
    [
      ['refused', 'not-authenticated'],
      ['refused', 'not-authenticated'],
    ],
  );
  await pass(5000);
  assert.deepEqual(
    adapter.log.filter((call) => call !== 'load'),
    ['add x'],
  );
  assert.deepEqual([stores[1]!.queue, element.overlay.failed], [[], []]);
});

test('an answer that comes after another viewer signed in does not bring the first one back', async () => {
  const { adapter, stores, shown } = await openStores(['c1', 'c2']);
  void shown[1]!.make('add', 'x');
  const late = await adapter.next('add');
  void stores[0]!.load();
  (await adapter.next('load')).answer(of('c1', 'bob', 18));
  (await adapter.next('load')).answer(of('c2', 'bob', 18, 'b'));
  await turn();
  late.answer(of('c2', 'ann', 18, 'a x'));
  await turn();
  assert.deepEqual([ids(stores[1]!.shown), stores[1]!.confirmed?.viewer?.id], ['b', 'bob']);
});

test('a queue that was dropped does not hold up the next viewer, nor go on', async () => {
  const { adapter, store, make } = await openStore(of('c1', 'ann'));
  void make('add', 'x');
  const late = await adapter.next('add');
  void store.load();
  (await adapter.next('load')).answer(of('c1', 'bob', 18));
  await turn();
  const made = [make('add', 'y'), make('add', 'z')];
  const sent = await adapter.next('add');
  late.fail(new Problem('unavailable'));
  await turn();
  assert.deepEqual(adapter.log, ['load', 'add x', 'load', 'add y']);
  sent.answer(of('c1', 'bob', 19, 'a y'));
  (await adapter.next('add')).fail(new Problem('unavailable', { retryAfter: 60 }));
  // A refusal is not taken for a consequence of one that another viewer has heard of.
  assert.deepEqual(
    (await Promise.all(made)).map(({ outcome, joint }) => [outcome, joint]),
    [
      ['added', false],
      ['refused', false],
    ],
  );
});

test('an answer from another viewer while leaving is looked up is taken as it is', async () => {
  const { adapter, store, make } = await openStore(of('c1', 'ann', 17, 'a ann'));
  const made = make('remove', 'ann');
  (await adapter.next('remove')).answer();
  (await adapter.next('load')).answer(of('c1', 'bob', 18, 'a ann'));
  assert.equal((await made).outcome, 'refused');
  await turn();
  assert.equal(ids(store.shown), 'a ann');
});

test('twenty records, all answered 401: one new token, each tried once more, one signed-out state each', async () => {
  let tokens = 0;
  const { fetch: fetcher, requests } = fakeFetch({
    // Without a route for many at once, which is what the first request finds out.
    onRequest: ({ method, answer }) => answer(method === 'POST' ? 404 : 401),
  });
  const source = sourceFor({ endpoint: 'https://crm.example/api', fetcher, getToken: () => `t${++tokens}` });
  const stores = Array.from({ length: 20 }, (_, i) => source.store(contact(`c${i}`)));
  const problems = stores.map((store) => {
    const seen = new Set<Problem>();
    store.subscribe(() => store.problem && seen.add(store.problem));
    return seen;
  });
  await Promise.all(stores.map((store) => store.load()));
  assert.deepEqual([tokens, requests.length], [3, 41]);
  // One problem for all of them, told by the first who met it.
  assert.deepEqual(
    problems.map((seen) => seen.size),
    stores.map(() => 1),
  );
  assert.deepEqual(
    [...new Set(problems.flatMap((seen) => [...seen]))].map(({ code }) => code),
    ['not-authenticated'],
  );
});

test('a lasting 401 to one record takes all of them away', async () => {
  const { adapter, stores, shown } = await openStores(['c1', 'c2']);
  void stores[0]!.load();
  (await adapter.next('load')).fail(new Problem('not-authenticated'));
  await turn();
  for (const store of stores) {
    assert.deepEqual([store.confirmed, store.problem?.code], [undefined, 'not-authenticated']);
  }
  assert.deepEqual(
    shown.map(({ news }) => news),
    [['emptied'], ['emptied']],
  );
});

test('a 401 to a change takes the record away, and the changes behind it are not sent', async () => {
  const { adapter, store, make } = await openStore();
  const made = [make('add', 'x'), make('add', 'y')];
  (await adapter.next('add')).fail(new Problem('not-authenticated'));
  const results = await Promise.all(made);
  assert.deepEqual(
    results.map(({ outcome, problem }) => [outcome, problem?.code]),
    [
      ['refused', 'not-authenticated'],
      ['refused', 'not-authenticated'],
    ],
  );
  assert.deepEqual([store.confirmed, adapter.log], [undefined, ['load', 'add x']]);
});

for (const viewer of ['ann', 'bob']) {
  test(`once one record can be read after a sign-in, so are the others that are shown (${viewer} signs in)`, async () => {
    const { adapter, source, stores, shown } = await openStores(['c1', 'c2', 'c3']);
    source.signedOut(new Problem('not-authenticated'));
    shown[2]!.leave();
    void stores[0]!.load();
    (await adapter.next('load')).answer(of('c1', viewer, 18));
    (await adapter.next('load')).answer(of('c2', viewer, 18));
    await turn();
    assert.deepEqual(
      stores.map(({ confirmed }) => confirmed?.viewer?.id),
      [viewer, viewer, undefined],
    );
    assert.equal(adapter.calls.length, 5);
  });
}

test('a host that has signed somebody in can say so', async () => {
  const { adapter, source, stores } = await openStores(['c1']);
  source.signedOut(new Problem('not-authenticated'));
  source.signedIn();
  (await adapter.next('load')).answer(of('c1', 'ann', 18));
  await turn();
  assert.equal(stores[0]!.confirmed?.viewer?.id, 'ann');
});
